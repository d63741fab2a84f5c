using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Cli.Views;

namespace AllianceServices.Cli.Tests;

public class DifferenceLinesTests
{
    [Fact]
    public void A_position_with_its_cause() => Assert.Equal(
        "position HU: stance unknown -> supports with conditions, record none -> statements/a, since none -> 2026-11-01, "
        + "because of statements/a (2026-11-01, A Minister)",
        DifferenceLines.Of(new()
        {
            Position = new()
            {
                Party = "HU",
                Before = new() { Stance = Stance.Unknown },
                After = new() { Stance = Stance.SupportsWithConditions, Record = "statements/a", Since = "2026-11-01" },
            },
            Causes = { new Cause { Record = "statements/a", Date = "2026-11-01", Title = "A Minister" } },
        }));

    [Fact]
    public void A_criterion_that_is_new() => Assert.Equal(
        "criterion nato-new: new; status none -> met, assessment none -> tracks/t/criteria/nato-new/assessments/1, weight none -> 2.5, "
        + "assessors disagree none -> yes, needs review none -> no, related records none -> 3, because of a; b",
        DifferenceLines.Of(new()
        {
            Criterion = new()
            {
                Criterion = "tracks/t/criteria/nato-new",
                After = new()
                {
                    Status = Status.Met,
                    Assessment = "tracks/t/criteria/nato-new/assessments/1",
                    Weight = 2.5,
                    AssessorsDisagree = true,
                    RelatedRecords = 3,
                },
            },
            Causes = { new Cause { Record = "a" }, new Cause { Record = "b" } },
        }));

    [Fact]
    public void A_position_of_which_only_what_is_told_has_changed() => Assert.Equal(
        "position HU: the same, with other details, because of statements/a",
        DifferenceLines.Of(new()
        {
            Position = new() { Party = "HU", Before = new() { Stance = Stance.Supports }, After = new() { Stance = Stance.Supports } },
            Causes = { new Cause { Record = "statements/a" } },
        }));

    [Fact]
    public void A_difference_with_more_causes_than_are_named() => Assert.Equal(
        "position HU: the same, with other details, because of statements/a; 3 more",
        DifferenceLines.Of(new()
        {
            Position = new() { Party = "HU" },
            Causes = { new Cause { Record = "statements/a" } },
            MoreCauses = 3,
        }));

    [Theory]
    [InlineData(LifecycleState.Signed, LifecycleState.InForce, "signed -> in force")]
    [InlineData(LifecycleState.Unspecified, LifecycleState.Signed, "unspecified -> signed")]
    [InlineData(LifecycleState.Signed, LifecycleState.Signed, "signed, corrected")]
    public void An_agreement(LifecycleState before, LifecycleState after, string change) => Assert.Equal(
        $"agreement ua-us-2024: {change}",
        DifferenceLines.Of(new() { Agreement = new() { Agreement = "agreements/ua-us-2024", Before = before, After = after } }));
}
