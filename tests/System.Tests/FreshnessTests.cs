using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.DevSidecar;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests;

/// <summary>Who writes at a register and reads at the Gateway with the token sees the write at once, though every event is lost.</summary>
public class FreshnessTests
{
    private const int Times = 50;

    // Nobody looks at the logs by the clock here.
    private const string NoAntiEntropy = "--Events:AntiEntropyInterval=01:00:00";

    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_assessment_is_seen_at_once()
    {
        await using var system = await StartWithoutEventsAsync();
        for (var i = 0; i < Times; i++)
        {
            var request = World.NewAssessment("peace", Day(i), i % 2 == 0 ? Status.Met : Status.NotMet);
            var token = await system.Criteria.CreateAssessmentAsync(request, cancellationToken: Ct).TokenAsync();

            var view = await ReadAsync(system, token!);

            var criterion = view.Criteria.Single(c => c.Criterion == World.Criterion("peace"));
            Assert.Equal((request.Assessment.Status, $"{request.Parent}/assessments/{Day(i)}"), (criterion.Status, criterion.Assessment));
        }
    }

    [Fact]
    public async Task A_position_is_seen_at_once()
    {
        await using var system = await StartWithoutEventsAsync();
        for (var i = 0; i < Times; i++)
        {
            var stance = i % 2 == 0 ? Stance.Supports : Stance.Sceptical;

            var token = await PublishAsync(system, World.NewStatement($"s{i}", Day(i), stance, "XA"));
            var view = await ReadAsync(system, token);

            var member = view.Consensus.Members.Single(m => m.Party == "XA");
            Assert.Equal((stance, $"statements/s{i}"), (member.Stance, member.Record));
        }
    }

    [Fact]
    public async Task What_changes_no_position_is_waited_for_no_longer()
    {
        await using var system = await StartWithoutEventsAsync();
        for (var i = 0; i < Times; i++)
        {
            var token = await PublishAsync(system, World.NewStatement($"s{i}", Day(i), Stance.Neutral));
            var view = await ReadAsync(system, token);

            Assert.True(view.FreshAsOf.Single(position => position.Register == "statements").Sequence >= Sequence(token));
        }
    }

    [Fact]
    public async Task Several_tokens_are_all_included()
    {
        await using var system = await StartWithoutEventsAsync();
        var statement = await PublishAsync(system, World.NewStatement("s", Day(0), Stance.Opposes, "XB"));
        var agreement = await system.Agreements.CreateAgreementAsync(World.NewAgreement(
            "a", Day(1), "XA", World.Entries(Stance.Supports, AuthorityLevel.Government, "XA")), cancellationToken: Ct).TokenAsync();
        var assessment = await system.Criteria.CreateAssessmentAsync(
            World.NewAssessment("law", Day(2), Status.Met), cancellationToken: Ct).TokenAsync();

        var view = await ReadAsync(system, $"{statement}, {agreement}", assessment!);

        var records = view.Consensus.Members.ToDictionary(member => member.Party, member => member.Record);
        Assert.Equal(("agreements/a", "statements/s"), (records["XA"], records["XB"]));
        Assert.Equal(Status.Met, view.Criteria.Single(c => c.Criterion == World.Criterion("law")).Status);
    }

    [Fact]
    public async Task Positions_at_their_register_are_seen_at_once()
    {
        await using var system = await StartWithoutEventsAsync();
        var token = await PublishAsync(system, World.NewStatement("s", Day(0), Stance.Supports, "XA", "XB"));

        var list = await system.Criteria.ListPositionsAsync(
            new() { Parent = World.Track }, Tokens.Carry(token), cancellationToken: Ct);

        Assert.Equal(["XA", "XB"], list.Positions.Select(position => position.Party).Order());
    }

    [Fact]
    public async Task All_that_follows_from_a_statement_is_seen_together()
    {
        // Events come here, one by one: each of the thirty that a statement causes could pass for the whole.
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        var parties = Enumerable.Range(0, 30).Select(i => $"{(char)('A' + (i / 10))}{(char)('A' + (i % 10))}").ToArray();
        var organization = World.NewOrganization();
        organization.Organization.Members.Add(parties.Select(party =>
            new Membership { Country = party, DisplayName = party, AccessionDate = "2000-01-01" }));
        await system.RecordAsync([World.NewSource("gazette"), organization, World.NewTrack(), .. World.NewCriteria()]);
        for (var i = 0; i < Times / 2; i++)
        {
            var token = await PublishAsync(system, World.NewStatement(
                $"s{i}", Day(i), i % 2 == 0 ? Stance.Supports : Stance.Opposes, parties));

            var view = await ReadAsync(system, token);

            var records = view.Consensus.Members.Where(member => parties.Contains(member.Party)).Select(member => member.Record);
            Assert.Equal(Enumerable.Repeat($"statements/s{i}", 30), records);
        }
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    public async Task A_token_from_the_future_is_refused_in_time(string register)
    {
        await using var system = await StartWithoutEventsAsync("--Freshness:Patience=00:00:00.5");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await system.Readiness.GetReadinessAsync(
            new() { Name = World.Track + "/readiness" }, Tokens.Carry($"{register}/9999"), DateTime.UtcNow.AddSeconds(3), Ct));
        var (code, error) = await GetJsonAsync(system, $"{register}/9999");

        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        var info = refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        Assert.Equal(("FRESHNESS_NOT_REACHED", $"{register}/9999"), (info.Reason, info.Metadata["token"]));
        Assert.NotNull(refusal.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("FRESHNESS_NOT_REACHED", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        await using var system = await StartWithoutEventsAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(system, "statements/1,nonsense"));
        var (code, error) = await GetJsonAsync(system, "statements/-1");

        Refusals.AssertField(refusal, "FIELD_INVALID", Tokens.Header);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains($"\"{Tokens.Header}\"", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<TestSystem> StartWithoutEventsAsync(params string[] options)
    {
        var system = await TestSystem.StartSubscribedAsync([NoAntiEntropy, .. options]);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await system.AllEventsAreDoneWithAsync();
        system.Local.Hub.Faults.Plan = new FaultPlan { Drop = 1 };
        return system;
    }

    private static async Task<string> PublishAsync(TestSystem system, Alliance.Statements.V1.CreateStatementRequest statement)
    {
        await system.Statements.CreateStatementAsync(statement, cancellationToken: Ct);
        return (await system.Statements.PublishStatementAsync(World.Publish(statement.StatementId), cancellationToken: Ct).TokenAsync())!;
    }

    private static async Task<Readiness> ReadAsync(TestSystem system, params string[] tokens) =>
        await system.Readiness.GetReadinessAsync(
            new() { Name = World.Track + "/readiness" }, Tokens.Carry(tokens), DateTime.UtcNow.AddSeconds(30), Ct);

    private static async Task<(HttpStatusCode Code, JsonElement Body)> GetJsonAsync(TestSystem system, string token)
    {
        using var http = new HttpClient { BaseAddress = system.Local.Gateway.Addresses.Http };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{World.Track}/readiness");
        request.Headers.Add(Tokens.Header, token);
        using var response = await http.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static string Day(int day) => new DateOnly(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static long Sequence(string token) => long.Parse(token.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture);
}
