using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class ClaimCheckTests
{
    private static readonly TrackFacts Signatures = Facts with
    {
        Agreements =
        [
            Pact("a", "AA", Signed("2024-01-01")), Pact("b", "BB", Signed("2024-02-01")),
            Pact("c", "CC", Event(LifecycleState.Announced, "2024-01-01")),
            Pact("d", "DD", Event(LifecycleState.SignedDisputed, "2024-01-01")),
            Pact("e", "organizations/o", Signed("2024-01-15")) with { Type = AgreementType.SecurityCommitments },
            Pact("f", "FF", Signed("2024-01-15")) with { Type = AgreementType.Partnership },
        ],
    };

    private static Statement Counting(string on, int low, int high, bool organizations = false, params string[] excluding) => Said("s", on) with
    {
        SpokenFor = [Candidate],
        Claims =
        [
            new(excluding.Length > 0 ? ClaimMetric.AgreementsSignedByOthers : ClaimMetric.AgreementsSigned, low, high, excluding, organizations),
        ],
    };

    private static ClaimCheck Check(Statement statement) => Assert.Single(ClaimChecks.Newest(Signatures, [statement], most: 10));

    [Theory]
    [InlineData("2024-01-31", 1, 1, false, 1, 0)]
    [InlineData("2024-02-01", 1, 1, false, 2, 1)]
    [InlineData("2024-02-01", 1, 3, false, 2, 0)]
    [InlineData("2024-02-01", 3, 4, false, 2, -1)]
    [InlineData("2024-02-01", 3, 3, true, 3, 0)]
    [InlineData("2023-12-31", 0, 0, true, 0, 0)]
    public void The_register_is_asked_for_the_day_of_the_statement(
        string on, int low, int high, bool organizations, int counted, int difference)
    {
        var check = Check(Counting(on, low, high, organizations));

        Assert.Equal((counted, difference, ""), (check.Counted?.Count, check.Difference, check.Obstacle));
    }

    [Fact]
    public void A_count_of_others_leaves_out_the_excluded() =>
        Assert.Equal(["agreements/b"], Check(Counting("2024-02-01", 1, 1, false, "AA")).Counted);

    [Fact]
    public void A_statement_of_which_only_the_month_is_known_cannot_be_checked()
    {
        var check = Check(Counting("2024-02-01", 9, 9) with { MonthOnly = true });

        Assert.Null(check.Counted);
        Assert.Equal(0, check.Difference);
        Assert.Contains("month", check.Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_about_something_else_cannot_be_checked() => Assert.Null(
        Check(Counting("2024-02-01", 1, 1) with { Claims = [new((ClaimMetric)77, 1, 1, [], false)] }).Counted);

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void A_claim_is_the_candidates_if_the_statement_is(bool speaks, bool names, bool bears)
    {
        var statement = Counting("2024-02-01", 2, 2) with
        {
            SpokenFor = speaks ? [Candidate] : ["AA"],
            AboutAgreements = names ? ["agreements/a"] : ["agreements/of-others"],
            Criteria = bears ? [CriterionName("g")] : [],
        };

        var facts = Signatures with { Criteria = [Gate("g")] };

        Assert.Equal(2, Assert.Single(ClaimChecks.Newest(facts, [statement], most: 10)).Counted?.Count);
    }

    [Theory]
    [InlineData(9, "a1 a2 b1 b2 c1")]
    [InlineData(5, "a1 a2 b1 b2 c1")]
    [InlineData(4, "a2 b1 b2 c1")]
    [InlineData(1, "c1")]
    public void The_newest_claims_come_oldest_first_and_those_of_one_statement_as_it_makes_them(int most, string expected)
    {
        Statement Claiming(string id, string on, params int[] numbers) => Said(id, on) with
        {
            Claims = [.. numbers.Select(number => new Claim(ClaimMetric.AgreementsSigned, number, number, [], false))],
        };

        var checks = ClaimChecks.Newest(
            Facts, [Claiming("c", "2024-03-01", 1), Claiming("a", "2024-02-01", 1, 2), Claiming("b", "2024-02-01", 1, 2)], most);

        Assert.Equal(expected, string.Join(' ', checks.Select(check => check.Statement.Name[^1..] + check.Claim.Low)));
    }

    [Fact]
    public void A_claim_that_nothing_ties_to_the_candidate_cannot_be_checked() =>
        Assert.Null(Check(Counting("2024-02-01", 2, 2) with { SpokenFor = ["AA"], AboutAgreements = ["agreements/of-others"] }).Counted);
}
