using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit.Oracle;
using Grpc.Core;
using Outcome = Alliance.Readiness.V1.ClaimCheck.Types.Outcome;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>What officials stated about the register beside what the register says.</summary>
public class ClaimTests(ImportedSystem imported)
{
    private const string Briefing = "statements/kirby-2024-06-17";

    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_briefing_spoke_of_14_to_15_others_and_the_register_counts_16()
    {
        var check = Assert.Single(await CheckAsync(ImportedSystem.Nato), check => check.Statement == Briefing);

        Assert.Equal(("2024-06-17", "John Kirby"), (check.Date, check.Speaker));
        Assert.Equal((14, 15), (check.Claim.Low, check.Claim.High));
        Assert.Equal(["US"], check.Claim.Excluding);
        Assert.Equal((Outcome.Differs, 16, 1), (check.Outcome, check.Counted, check.Difference));
        Assert.Equal("", check.Obstacle);
        Assert.Equal(16, check.Agreements.Count);
        Assert.Equal(Signed("2024-06-17").Where(party => party.Party != "US").Select(party => party.Agreement).Order(), check.Agreements);
        Assert.Contains(check.Sources, source => source.Publisher == "Euromaidan Press");
    }

    [Theory]
    [InlineData("statements/zelensky-2024-06-13-count", 17, false)]
    [InlineData("statements/zelensky-2024-07-15-count", 23, true)]
    public async Task The_presidents_counts_agree(string statement, int count, bool withOrganizations)
    {
        var check = Assert.Single(await CheckAsync(ImportedSystem.Nato), check => check.Statement == statement);

        Assert.Equal((Outcome.Agrees, count, 0), (check.Outcome, check.Counted, check.Difference));
        Assert.Equal(withOrganizations, check.Claim.IncludesOrganizations);
        Assert.Equal(Signed(check.Date, withOrganizations).Select(party => party.Agreement).Order(), check.Agreements);
    }

    [Fact]
    public async Task Claims_come_oldest_first_and_only_up_to_the_day()
    {
        Assert.Equal(
            ["2024-06-13", "2024-06-17", "2024-07-15"], (await CheckAsync(ImportedSystem.Nato)).Select(check => check.Date));
        Assert.Equal(
            ["statements/zelensky-2024-06-13-count", Briefing], (await CheckAsync(ImportedSystem.Nato, "2024-06-17")).Select(check => check.Statement));
        Assert.Equal(
            ["statements/zelensky-2024-06-13-count"], (await CheckAsync(ImportedSystem.Nato, "2024-06-16")).Select(check => check.Statement));
        Assert.Empty(await CheckAsync(ImportedSystem.Nato, "2024-06-12"));
    }

    [Fact]
    public async Task Claims_about_another_organization_are_left_aside() => Assert.Empty(await CheckAsync(ImportedSystem.Eu));

    [Fact]
    public async Task Before_the_import_there_was_nothing_to_hold_a_claim_against()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await imported.System.Readiness.CheckClaimsAsync(
            new() { Parent = ImportedSystem.Nato, KnownAt = imported.BeforeImport }, cancellationToken: Ct));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Refusals.AssertNotFound(refusal.GetRpcStatus(), "alliance.services/Track", ImportedSystem.Nato);
    }

    [Fact]
    public async Task What_cannot_be_checked_says_why()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(
            World.NewAgreement("pact", "2020-01-01", "XA"),
            Claim("1-fine", s => s.Countries.Add(World.Candidate)), World.Publish("1-fine"),
            Claim("2-by-agreement", s => s.Agreements.Add("agreements/pact")), World.Publish("2-by-agreement"),
            Claim("3-by-criterion", s => s.Criteria.Add(World.Criterion("law"))), World.Publish("3-by-criterion"),
            Claim("4-of-nobody", s => s.Countries.Add("XA")), World.Publish("4-of-nobody"),
            Claim("5-some-day", s => (s.DatePrecision, s.DateConfidence) = (DatePrecision.Month, DateConfidence.MonthOnly)), World.Publish("5-some-day"),
            Claim("6-draft", s => s.Countries.Add(World.Candidate)));
        await system.SettleAsync(World.Track);

        var answer = await system.Readiness.CheckClaimsAsync(new() { Parent = World.Track }, cancellationToken: Ct);

        Assert.Equal((5, 5), (answer.Total, answer.Checks.Count));
        Assert.All(answer.Checks.Take(3), check =>
        {
            Assert.Equal((Outcome.Differs, 1, -2), (check.Outcome, check.Counted, check.Difference));
            Assert.Equal(["agreements/pact"], check.Agreements);
        });
        Assert.All(answer.Checks.Skip(3), check =>
        {
            Assert.Equal((Outcome.CannotBeChecked, false, 0), (check.Outcome, check.HasCounted, check.Difference));
            Assert.Empty(check.Agreements);
        });
        Assert.Contains("whose agreements", answer.Checks[3].Obstacle, StringComparison.Ordinal);
        Assert.Contains("month", answer.Checks[4].Obstacle, StringComparison.Ordinal);
    }

    private static CreateStatementRequest Claim(string id, Action<Statement> change)
    {
        var request = World.NewStatement(id, $"2021-0{id[0]}-01", Stance.NotApplicable);
        request.Statement.AboutOrganizations.Add(World.Organization);
        request.Statement.Claims.Add(new Claim { Metric = Alliance.Statements.V1.Claim.Types.Metric.BilateralAgreementsSigned, Low = 3, High = 4 });
        change(request.Statement);
        return request;
    }

    private static IEnumerable<ExpectedParty> Signed(string day, bool withOrganizations = false) =>
        ReadinessOracle.Shipped.At(ImportedSystem.Nato, Views.Day(day)).Agreements.Parties
            .Where(party => party.State == "STATE_SIGNED")
            .Where(party => withOrganizations || !party.Party.StartsWith("organizations/", StringComparison.Ordinal));

    private async Task<IReadOnlyList<ClaimCheck>> CheckAsync(string track, string asOf = "")
    {
        var answer = await imported.System.Readiness.CheckClaimsAsync(new() { Parent = track, AsOf = asOf });
        Assert.Equal(answer.Checks.Count, answer.Total);
        return answer.Checks;
    }
}
