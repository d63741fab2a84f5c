using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class VerdictTests
{
    [Theory]
    [InlineData(Status.NotMet, true)]
    [InlineData(Status.GoodLevel, true)]
    [InlineData(Status.Unknown, true)]
    [InlineData(Status.Met, false)]
    [InlineData(Status.WellAdvanced, false)]
    [InlineData(Status.Waived, false)]
    public void A_gate_is_open_until_it_is_met_or_waived(Status status, bool open) =>
        Assert.Equal(open ? [CriterionName("g")] : [], Judged((Gate("g"), status)).Composed().OpenGates);

    [Fact]
    public void A_criterion_that_is_no_gate_is_never_an_open_gate() =>
        Assert.Empty(Judged((Weighted("a", 10), Status.NotMet)).Composed().OpenGates);

    [Fact]
    public void A_gate_without_weight_or_with_a_parent_is_a_gate()
    {
        var facts = Judged((Weighted("a", 10), Status.Met), (Detail("g", "a") with { Gate = true }, Status.NotMet));

        Assert.Equal([CriterionName("g")], facts.Composed().OpenGates);
        Assert.Equal(Verdict.Blocked, facts.Composed().Verdict);
    }

    [Fact]
    public void Member_comes_before_everything_else()
    {
        var facts = Judged((Gate("g"), Status.NotMet)) with { Memberships = [Member(Candidate, "2024-06-17")] };

        Assert.Equal(Verdict.Blocked, facts.On("2024-06-16").Verdict);
        Assert.Equal(Verdict.Member, facts.On("2024-06-17").Verdict);
    }

    [Fact]
    public void Blocked_by_a_gate_known_not_to_be_met_whatever_else_is_unknown()
    {
        var facts = Judged((Gate("g"), Status.NotMet), (Gate("h"), Status.Unknown), (Weighted("a", 10), Status.Unknown));

        Assert.Equal(Verdict.Blocked, facts.Composed().Verdict);
    }

    [Fact]
    public void Insufficient_data_when_a_gate_is_unknown()
    {
        var facts = Judged((Gate("g"), Status.Unknown), (Weighted("a", 10), Status.Met));

        Assert.Equal(Verdict.InsufficientData, facts.Composed().Verdict);
    }

    [Theory]
    [InlineData(49, Verdict.InsufficientData)]
    [InlineData(50, Verdict.ConditionsOutstanding)]
    public void Insufficient_data_when_less_than_half_of_the_weight_is_known(int known, Verdict verdict)
    {
        var facts = Judged((Weighted("a", known), Status.Met), (Weighted("b", 100 - known), Status.Unknown));

        Assert.Equal(verdict, facts.Composed().Verdict);
    }

    [Theory]
    [InlineData(Status.NotMet)]
    [InlineData(Status.GoodLevel)]
    [InlineData(Status.Unknown)]
    public void Conditions_are_outstanding_while_a_weighted_criterion_is_not_fully_met(Status status)
    {
        var facts = Judged((Gate("g", 50), Status.Met), (Weighted("a", 50), status));

        Assert.Equal(Verdict.ConditionsOutstanding, facts.Composed().Verdict);
    }

    [Fact]
    public void A_track_about_which_nothing_is_known_is_not_ready()
    {
        Assert.Equal(Verdict.InsufficientData, Facts.Composed().Verdict);
        Assert.Equal(Verdict.InsufficientData, Judged((Weighted("a", 0), Status.Met)).Composed().Verdict);
        Assert.Equal(Verdict.InsufficientData, Judged((Gate("g"), Status.Met)).Composed().Verdict);
        Assert.Equal(Verdict.Blocked, Judged((Gate("g"), Status.NotMet)).Composed().Verdict);
    }

    [Fact]
    public void Ready_when_all_that_had_weight_is_waived() =>
        Assert.Equal(Verdict.Ready, Judged((Weighted("a", 10), Status.Waived), (Gate("g"), Status.Met)).Composed().Verdict);

    [Fact]
    public void Ready_when_only_criteria_without_weight_are_not_met()
    {
        var facts = Judged(
            (Gate("g"), Status.Met),
            (Weighted("a", 10), Status.WellAdvanced),
            (Weighted("b", 10), Status.Waived),
            (Weighted("c", 0), Status.NotMet),
            (Detail("d", "a"), Status.EarlyStage));

        Assert.Equal(Verdict.Ready, facts.Composed().Verdict);
    }
}
