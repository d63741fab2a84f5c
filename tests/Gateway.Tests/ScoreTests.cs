using AllianceServices.Gateway.Domain;
using CsCheck;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class ScoreTests
{
    [Theory]
    [InlineData(Status.NotMet, 0.0)]
    [InlineData(Status.EarlyStage, 0.0)]
    [InlineData(Status.SomeLevel, 0.25)]
    [InlineData(Status.ModeratelyPrepared, 0.5)]
    [InlineData(Status.GoodLevel, 0.75)]
    [InlineData(Status.WellAdvanced, 1.0)]
    [InlineData(Status.Met, 1.0)]
    public void A_known_status_is_a_point(Status status, double value) =>
        Assert.Equal(new Score(value, value, value, 1), Judged((Weighted("a", 10), status)).Composed().Score.Bare());

    [Theory]
    [InlineData(Status.Unknown)]
    [InlineData(Status.Unspecified)]
    public void An_unknown_status_is_the_whole_interval(Status status) =>
        Assert.Equal(new Score(null, 0, 1, 0), Judged((Weighted("a", 10), status)).Composed().Score.Bare());

    [Fact]
    public void A_criterion_without_assessment_is_unknown()
    {
        var readiness = (Facts with { Criteria = [Weighted("a", 10)] }).Composed();

        Assert.Equal(new Score(null, 0, 1, 0), readiness.Score.Bare());
        Assert.Equal(Status.Unknown, Assert.Single(readiness.Criteria).Status);
    }

    [Fact]
    public void Weights_may_be_fractions()
    {
        var score = Judged((Weighted("a", 0.75), Status.Met), (Weighted("b", 0.25), Status.NotMet)).Composed().Score;

        Assert.Equal(new Score(0.75, 0.75, 0.75, 1), score.Bare());
    }

    [Fact]
    public void Whatever_the_weights_the_bounds_hold_to_the_last_digit() =>
        Gen.Select(Gen.OneOf(Gen.Double[1e-6, 10], Gen.Int[1, 30].Select(tenths => tenths / 10.0)), Gen.Enum<Status>())
            .Array[1, 8].Sample(judged =>
            {
                var score = Judged([.. judged.Select((j, i) => (Weighted($"{i}", j.Item1), j.Item2))]).Composed().Score;

                Assert.InRange(score.Low, 0, score.High);
                Assert.InRange(score.High, score.Low, 1);
                Assert.InRange(score.Value ?? score.Low, score.Low, score.High);
                Assert.InRange(score.Coverage, 0, 1);
            }, iter: 5000);

    [Fact]
    public void The_mean_is_weighted()
    {
        var score = Judged((Weighted("a", 30), Status.Met), (Weighted("b", 10), Status.NotMet)).Composed().Score.Bare();

        Assert.Equal(new Score(0.75, 0.75, 0.75, 1), score);
    }

    [Fact]
    public void Unknown_weight_widens_the_bounds_and_leaves_the_value()
    {
        var score = Judged(
            (Weighted("a", 10), Status.Met),
            (Weighted("b", 10), Status.NotMet),
            (Weighted("c", 20), Status.Unknown)).Composed().Score.Bare();

        Assert.Equal(new Score(Value: 0.5, Low: 0.25, High: 0.75, Coverage: 0.5), score);
    }

    [Fact]
    public void Waived_weight_leaves_the_score()
    {
        var readiness = Judged((Weighted("a", 10), Status.Met), (Weighted("b", 90), Status.Waived)).Composed();

        Assert.Equal(new Score(1, 1, 1, 1), readiness.Score.Bare());
        Assert.Equal([10, 0], readiness.Criteria.Select(c => c.Weight));
    }

    [Fact]
    public void A_criterion_with_a_parent_has_no_weight()
    {
        var readiness = Judged((Weighted("a", 10), Status.Met), (Detail("b", "a"), Status.NotMet)).Composed();

        Assert.Equal(new Score(1, 1, 1, 1), readiness.Score.Bare());
        Assert.Equal([10, 0], readiness.Criteria.Select(c => c.Weight));
    }

    [Fact]
    public void Without_weight_there_is_no_value_and_nothing_is_bounded()
    {
        var unknown = new Score(Value: null, Low: 0, High: 1, Coverage: 0);

        Assert.Equal(unknown, Facts.Composed().Score.Bare());
        Assert.Equal(unknown, Judged((Weighted("a", 0), Status.Met)).Composed().Score.Bare());
        Assert.Equal(unknown, Judged((Weighted("a", 0), Status.Waived)).Composed().Score.Bare());
        Assert.Equal(unknown with { Coverage = 1 }, Judged((Weighted("a", 10), Status.Waived)).Composed().Score.Bare());
    }
}
