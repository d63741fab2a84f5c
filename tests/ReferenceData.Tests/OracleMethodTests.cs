using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The oracle follows the rules on drivers, on other weights and on several assessors.</summary>
public class OracleMethodTests
{
    private const string Frame = """
        {"organization":{"name":"organizations/o"}}
        {"track":{"name":"tracks/t","organization":"organizations/o","candidate":"ZZ"}}
        """;

    private static readonly DateOnly Day = new(2021, 1, 1);

    [Fact]
    public void Drivers_are_what_moves_the_score_the_strongest_first()
    {
        // The mean is 30/50: without a 0, without b 1. Half is unknown, and nothing is beneath a, or waived.
        var drivers = Of(
            Criterion("a", 30), Assessment("a", "STATUS_MET"), Criterion("b", 20), Assessment("b", "STATUS_NOT_MET"),
            Criterion("c", 50), Criterion("waived", 90), Assessment("waived", "STATUS_WAIVED"),
            """{"criterion":{"name":"tracks/t/criteria/d","parent":"tracks/t/criteria/a"}}""").At("tracks/t", Day).Drivers;

        Assert.Equal(["a", "c", "b"], drivers.Select(driver => driver.Criterion.Split('/')[^1]));
        Assert.Equal(0.6, drivers[0].Effect!.Value, 12);
        Assert.Equal(new ExpectedDriver("tracks/t/criteria/c", 0.5, null, 0.5), drivers[1]);
        Assert.Equal(-0.4, drivers[2].Effect!.Value, 12);
    }

    [Fact]
    public void What_moves_nothing_drives_nothing()
    {
        Assert.Empty(Of(Criterion("a", 30), Assessment("a", "STATUS_MET")).At("tracks/t", Day).Drivers);
        Assert.Empty(
            Of(Criterion("a", 1), Assessment("a", "STATUS_GOOD_LEVEL"), Criterion("b", 3), Assessment("b", "STATUS_GOOD_LEVEL"))
                .At("tracks/t", Day).Drivers);
    }

    // Beta(1, 99) and Beta(99, 1) can be turned round by hand.
    [Theory]
    [InlineData("STATUS_MET", "STATUS_NOT_MET")]
    [InlineData("STATUS_NOT_MET", "STATUS_MET")]
    public void Other_weights_scatter_as_computed_by_hand(string hundredth, string rest)
    {
        var robustness = Of(
            Criterion("a", 1), Assessment("a", hundredth), Criterion("b", 99), Assessment("b", rest))
            .RobustnessAt("tracks/t", Day)!;

        var (least, most) = (1 - Math.Pow(0.95, 1 / 99.0), 1 - Math.Pow(0.05, 1 / 99.0));
        var (low, high) = hundredth == "STATUS_MET" ? (least, most) : (1 - most, 1 - least);
        Assert.Equal(low, robustness.Low, 0.001);
        Assert.Equal(high, robustness.High, 0.001);
        Assert.Null(Of(Criterion("a", 1)).RobustnessAt("tracks/t", Day));
    }

    [Fact]
    public void Designated_assessors_decide_and_all_are_shown()
    {
        var readiness = Of(
            """{"criterion":{"name":"tracks/t/criteria/a","assessors":["x","y"]}}""",
            Assessment("a", "STATUS_EARLY_STAGE", "x", "2020-01-01"),
            Assessment("a", "STATUS_SOME_LEVEL", "y", "2020-02-01"),
            Assessment("a", "STATUS_MET", "z", "2020-02-01"),
            Assessment("a", "STATUS_UNKNOWN", "z", "2021-01-02")).At("tracks/t", Day);

        var criterion = Assert.Single(readiness.Criteria);
        Assert.Equal(("STATUS_SOME_LEVEL", true), (criterion.Status, criterion.Disagreement));
        Assert.Equal(
            [("z", "STATUS_MET", false), ("y", "STATUS_SOME_LEVEL", true), ("x", "STATUS_EARLY_STAGE", true)],
            readiness.Judgements.Select(judgement => (judgement.Assessor, judgement.Status, judgement.Designated)));
    }

    [Theory]
    [InlineData("x", "STATUS_NOT_MET", 0, false)]
    [InlineData("y", "STATUS_UNKNOWN", 2, false)]
    [InlineData("y", "STATUS_MET", 2, false)]
    [InlineData("y", "STATUS_NOT_MET", 2, true)]
    public void It_takes_two_who_know_to_disagree(string assessor, string status, int judgements, bool disagreement)
    {
        var readiness = Of(
            Criterion("a", 1), Assessment("a", "STATUS_MET", "x", "2020-01-01"), Assessment("a", status, assessor, "2020-02-01"))
            .At("tracks/t", Day);

        Assert.Equal(judgements, readiness.Judgements.Count);
        Assert.Equal(disagreement, Assert.Single(readiness.Criteria).Disagreement);
    }

    private static ReadinessOracle Of(params string[] rows) => new(new ReferenceRows([.. Frame.Split('\n'), .. rows]));

    private static string Criterion(string id, int weight) =>
        $$$"""{"criterion":{"name":"tracks/t/criteria/{{{id}}}","weight":{"value":{{{weight}}} } } }""";

    private static string Assessment(string criterion, string status, string assessor = "x", string date = "2020-01-01") =>
        $$$"""
        {"assessment":{"name":"tracks/t/criteria/{{{criterion}}}/assessments/{{{date}}}-{{{assessor}}}","date":"{{{date}}}","status":"{{{status}}}","assessor":"{{{assessor}}}"}}
        """;
}
