using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class JudgementTests
{
    [Fact]
    public void Each_assessors_last_judgement_is_shown_the_newest_first()
    {
        var view = ViewOf(Weighted("a", 10),
            Judged("x", Status.EarlyStage, "2024-01-01"),
            Judged("x", Status.SomeLevel, "2024-03-01"),
            Judged("y", Status.SomeLevel, "2024-02-01"),
            Judged("z", Status.Met, "2024-12-31"));

        Assert.Equal(["2024-03-01-x", "2024-02-01-y"], Ids(view));
        Assert.All(view.Judgements, judgement => Assert.True(judgement.Designated));
        Assert.False(view.AssessorsDisagree);
    }

    [Fact]
    public void Judgements_of_one_day_go_by_name_and_the_greater_name_is_the_later()
    {
        var view = ViewOf(Weighted("a", 10),
            Judged("y", Status.Met, "2024-01-01"),
            Judged("x", Status.NotMet, "2024-01-01"),
            Judged("x", Status.Met, "2024-01-01") with { Name = $"{CriterionName("a")}/assessments/2024-01-01-x-2" });

        Assert.Equal(["2024-01-01-y", "2024-01-01-x-2"], Ids(view));
        Assert.False(view.AssessorsDisagree);
        Assert.Equal("2024-01-01-y", Id(view.Assessment!));
    }

    [Fact]
    public void One_assessor_alone_does_not_disagree_with_what_it_said_before()
    {
        var view = ViewOf(Weighted("a", 10), Judged("x", Status.Met, "2024-01-01"), Judged("x", Status.NotMet, "2024-02-01"));

        Assert.Empty(view.Judgements);
        Assert.False(view.AssessorsDisagree);
    }

    [Theory]
    [InlineData(Status.Met, Status.Met, false)]
    [InlineData(Status.Met, Status.NotMet, true)]
    [InlineData(Status.Met, Status.WellAdvanced, true)]
    [InlineData(Status.Met, Status.Waived, true)]
    [InlineData(Status.Met, Status.Unknown, false)]
    [InlineData(Status.Met, Status.Unspecified, false)]
    [InlineData(Status.Unknown, Status.Unspecified, false)]
    public void Assessors_disagree_if_their_levels_differ_unknown_left_aside(Status one, Status other, bool disagree)
    {
        var view = ViewOf(Weighted("a", 10), Judged("x", one, "2024-01-01"), Judged("y", other, "2024-01-02"));

        Assert.Equal(2, view.Judgements.Count);
        Assert.Equal(disagree, view.AssessorsDisagree);
    }

    [Fact]
    public void Two_who_differ_disagree_whatever_a_third_does_not_know() =>
        Assert.True(ViewOf(Weighted("a", 10),
            Judged("x", Status.Met, "2024-01-01"),
            Judged("y", Status.NotMet, "2024-01-02"),
            Judged("z", Status.Unknown, "2024-01-03")).AssessorsDisagree);

    [Fact]
    public void Designated_assessors_decide_and_the_latest_of_them()
    {
        var view = ViewOf(Weighted("a", 10) with { Assessors = ["x", "y"] },
            Judged("x", Status.EarlyStage, "2024-01-01"),
            Judged("y", Status.SomeLevel, "2024-02-01"),
            Judged("z", Status.Met, "2024-03-01"));

        Assert.Equal((Status.SomeLevel, "2024-02-01-y"), (view.Status, Id(view.Assessment!)));
        Assert.Equal(
            [("z", false), ("y", true), ("x", true)], view.Judgements.Select(j => (j.Assessment.Assessor, j.Designated)));
        Assert.True(view.AssessorsDisagree);
    }

    [Theory]
    [InlineData("X")]
    [InlineData("x ")]
    [InlineData("somebody else")]
    public void While_the_designated_assessor_is_silent_the_status_is_unknown_whoever_else_judged(string designated)
    {
        var view = ViewOf(Weighted("a", 10) with { Assessors = [designated] },
            Judged("x", Status.Met, "2024-01-01"), Judged("y", Status.Met, "2024-02-01"));

        Assert.Equal(Status.Unknown, view.Status);
        Assert.Null(view.Assessment);
        Assert.Equal(2, view.Judgements.Count);
        Assert.All(view.Judgements, judgement => Assert.False(judgement.Designated));
    }

    [Fact]
    public void A_detail_is_judged_and_disputed_without_weight()
    {
        var facts = Facts with
        {
            Criteria = [Weighted("parent", 10), Detail("a", "parent")],
            Assessments = [Judged("x", Status.Met, "2024-01-01"), Judged("y", Status.NotMet, "2024-01-02")],
        };

        var readiness = facts.Composed();

        Assert.True(readiness.Criteria[1].AssessorsDisagree);
        Assert.Equal(2, readiness.Criteria[1].Judgements.Count);
        Assert.Equal(new Score(null, 0, 1, 0), readiness.Score.Bare());
    }

    // Built like the Association Agreement, whose implementation the government counts and independent experts count again.
    [Fact]
    public void A_government_that_counts_well_and_experts_who_count_poorly_are_both_shown()
    {
        const string Government = "Government of the candidate";
        const string Experts = "Independent experts";
        const string Commission = "European Commission";
        Assessment[] judgements =
        [
            Judged(Commission, Status.ModeratelyPrepared, "2023-11-08"),
            Judged(Government, Status.WellAdvanced, "2024-02-01"),
            Judged(Experts, Status.EarlyStage, "2024-05-01"),
        ];
        var agreement = Weighted("a", 10) with { Title = "Association Agreement implemented" };

        var byAll = ViewOf(agreement, judgements);
        var byCommission = ViewOf(agreement with { Assessors = [Commission, "Council of the EU"] }, judgements);

        Assert.Equal(Status.EarlyStage, byAll.Status);
        Assert.Equal((Status.ModeratelyPrepared, Commission), (byCommission.Status, byCommission.Assessment!.Assessor));
        Assert.All([byAll, byCommission], view =>
        {
            Assert.True(view.AssessorsDisagree);
            Assert.Equal(
                [(Experts, Status.EarlyStage), (Government, Status.WellAdvanced), (Commission, Status.ModeratelyPrepared)],
                view.Judgements.Select(j => (j.Assessment.Assessor, j.Assessment.Status)));
        });
        Assert.Equal([false, false, true], byCommission.Judgements.Select(j => j.Designated));
    }

    private static CriterionView ViewOf(Criterion criterion, params Assessment[] assessments) =>
        Assert.Single((Facts with { Criteria = [criterion], Assessments = assessments }).Composed().Criteria);

    private static IEnumerable<string> Ids(CriterionView view) => view.Judgements.Select(j => Id(j.Assessment));

    private static string Id(Assessment assessment) => assessment.Name.Split('/')[^1];
}
