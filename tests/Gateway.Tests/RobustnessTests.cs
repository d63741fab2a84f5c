using AllianceServices.Gateway.Domain;
using MathNet.Numerics.Distributions;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class RobustnessTests
{
    private const double SamplingError = 0.005;

    // The NATO track on 17 June 2024.
    private static readonly (double Weight, double? Value)[] Briefing =
    [
        (5, 1), (8, null), (6, 0), (14, 0), (8, 0), (7, null), (7, null), (10, null), (6, null), (2, null), (2, null), (18, 0),
        (3, 0), (4, null),
    ];

    // With values 0 and 1 and half of the weight known, the percentiles lie where the draws scatter most.
    private static readonly (double Weight, double? Value)[] HalfKnown = [(25, 0), (25, 1), (50, null)];

    private static readonly (double Weight, double? Value)[] FiveSteps =
        [(14, 0.5), (7, 0.25), (7, 0), (3, 1), (3, 1), (4, 1), (14, 0.75), (6, 0.25), (5, null), (5, 0), (10, null)];

    public static TheoryData<(double, double?)[]> Examples => [Briefing, HalfKnown, FiveSteps];

    // Two shares of a Dirichlet distribution are Beta distributed.
    [Theory]
    [InlineData(10)]
    [InlineData(35)]
    [InlineData(50)]
    [InlineData(80)]
    public void Between_two_criteria_it_is_that_of_the_beta_distribution(double weight)
    {
        var (low, high) = Robustness.Of([(weight, 1), (100 - weight, 0)])!.Value;

        Assert.Equal(Beta.InvCDF(weight, 100 - weight, 0.05), low, SamplingError);
        Assert.Equal(Beta.InvCDF(weight, 100 - weight, 0.95), high, SamplingError);
    }

    // Beta(1, 99) has a distribution function that can be turned round by hand: 1 - (1 - x)^99.
    [Fact]
    public void A_hundredth_of_the_weight_varies_as_computed_by_hand()
    {
        var (low, high) = Robustness.Of([(0.25, 1), (24.75, 0)])!.Value;

        Assert.Equal(1 - Math.Pow(0.95, 1 / 99.0), low, SamplingError / 10);
        Assert.Equal(1 - Math.Pow(0.05, 1 / 99.0), high, SamplingError);
    }

    // A part of the shares, divided by its sum, has the alphas of the part alone: 20 and 30, not 40 and 60. The mean over 40
    // seeds has a sixth of the error of one, so that a bias would show.
    [Fact]
    public void Unknown_weight_makes_it_wider()
    {
        var answers = Enumerable.Range(1, 40)
            .Select(seed => Robustness.Of([(20, 1), (50, null), (30, 0)], seed)!.Value)
            .ToList();

        Assert.Equal(Beta.InvCDF(20, 30, 0.05), answers.Average(a => a.Low), SamplingError / 4);
        Assert.Equal(Beta.InvCDF(20, 30, 0.95), answers.Average(a => a.High), SamplingError / 4);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Another_seed_would_have_said_the_same_to_within_half_of_a_hundredth((double, double?)[] criteria)
    {
        var others = Enumerable.Range(1, 40).Select(seed => Robustness.Of(criteria, seed)!.Value).ToList();
        var (low, high) = (others.Average(o => o.Low), others.Average(o => o.High));

        // 95 of 100 are 38 of 40.
        Assert.True(others.Count(o => Math.Abs(o.Low - low) < SamplingError) >= 38);
        Assert.True(others.Count(o => Math.Abs(o.High - high) < SamplingError) >= 38);
        var (seededLow, seededHigh) = Robustness.Of(criteria)!.Value;
        Assert.Equal(low, seededLow, SamplingError);
        Assert.Equal(high, seededHigh, SamplingError);
        // And the seed does matter, or this would show nothing.
        Assert.True(others.Distinct().Count() > 30);
    }

    [Fact]
    public void The_same_question_gets_the_same_answer_whether_the_draws_were_kept_or_not()
    {
        var first = Robustness.Of(Briefing);
        Assert.Equal(first, Robustness.Of(Briefing));

        // More weights than are kept, asked at once.
        Parallel.For(0, 64, i => Robustness.Of([(1 + i, 0), (100, 1)]));
        var answers = new (double Low, double High)?[8];
        Parallel.For(0, answers.Length, i => answers[i] = Robustness.Of(Briefing));

        Assert.All(answers, answer => Assert.Equal(first, answer));
    }

    // Taken down once, not derived: that they are right is for the tests above, that every machine and every later version
    // gets them is for this one.
    [Fact]
    public void The_answer_is_the_same_on_every_machine() =>
        Assert.Equal((0.037574372, 0.160741337), Robustness.Of(Briefing));

    [Fact]
    public void Nothing_known_says_nothing()
    {
        Assert.Null(Robustness.Of([]));
        Assert.Null(Robustness.Of([(10, null), (20, null)]));
    }

    [Fact]
    public void Hardly_any_known_weight_leaves_everything_between_the_values_open() =>
        Assert.Equal((0.25, 0.75), Robustness.Of([(1e-12, 0.25), (1e-12, 0.75), (100, null)]));

    [Fact]
    public void One_known_criterion_is_the_value_whatever_its_weight()
    {
        var score = Judged((Weighted("a", 10), Status.GoodLevel), (Weighted("b", 20), Status.Unknown)).Composed().Score;

        Assert.Equal((0.75, 0.75, 0.75), (score.Value, score.RobustLow, score.RobustHigh));
    }

    [Fact]
    public void A_score_without_value_has_no_robustness()
    {
        Score[] scores =
        [
            Facts.Composed().Score,
            Judged((Weighted("a", 0), Status.Met)).Composed().Score,
            Judged((Weighted("a", 10), Status.Waived)).Composed().Score,
            Judged((Weighted("a", 10), Status.Unknown)).Composed().Score,
        ];

        Assert.All(scores, score => Assert.Equal((null, null, null), (score.Value, score.RobustLow, score.RobustHigh)));
    }

    [Fact]
    public void What_carries_no_weight_changes_nothing()
    {
        var bare = Judged((Weighted("b", 30), Status.Met), (Weighted("d", 20), Status.NotMet)).Composed().Score;
        var beside = Judged(
            (Weighted("a", 0), Status.NotMet), (Weighted("b", 30), Status.Met), (Weighted("c", 70), Status.Waived),
            (Weighted("d", 20), Status.NotMet), (Detail("e", "d"), Status.Met)).Composed().Score;

        Assert.Equal((bare.RobustLow, bare.RobustHigh), (beside.RobustLow, beside.RobustHigh));
        Assert.True(bare.RobustLow < bare.Value && bare.Value < bare.RobustHigh);
    }
}
