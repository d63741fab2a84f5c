using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class DriverTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void The_effect_is_the_value_less_what_it_is_without_the_criterion()
    {
        // Together 30/60. Without a 0/30, without b 30/40, without c 30/50.
        var drivers = DriversOf(
            (Weighted("a", 30), Status.Met), (Weighted("b", 20), Status.NotMet), (Weighted("c", 10), Status.EarlyStage));

        Assert.Equal(["a", "b", "c"], Ids(drivers));
        Assert.Equal(30 / 60.0, drivers[0].Effect!.Value, Tolerance);
        Assert.Equal(30 / 60.0 - 30 / 40.0, drivers[1].Effect!.Value, Tolerance);
        Assert.Equal(30 / 60.0 - 30 / 50.0, drivers[2].Effect!.Value, Tolerance);
        Assert.Equal([30 / 60.0, 20 / 60.0, 10 / 60.0], drivers.Select(d => d.Share));
        Assert.All(drivers, driver => Assert.Equal(0, driver.Uncertainty));
    }

    [Fact]
    public void An_unknown_criterion_drives_by_its_share()
    {
        var drivers = DriversOf(
            (Weighted("a", 30), Status.Met), (Weighted("b", 30), Status.ModeratelyPrepared), (Weighted("c", 40), Status.Unknown));

        Assert.Equal(new Driver(CriterionName("c"), Share: 0.4, Effect: null, Uncertainty: 0.4), drivers[0]);
        Assert.Equal(["c", "a", "b"], Ids(drivers));
        Assert.Equal([0.25, -0.25], drivers.Skip(1).Select(d => d.Effect));
    }

    [Fact]
    public void The_only_known_criterion_has_no_effect_to_tell() =>
        Assert.Equal(["b"], Ids(DriversOf((Weighted("a", 90), Status.Met), (Weighted("b", 10), Status.Unknown))));

    [Theory]
    [InlineData(Status.NotMet)]
    [InlineData(Status.GoodLevel)]
    [InlineData(Status.Met)]
    public void What_moves_nothing_is_left_out(Status status) =>
        Assert.Empty(DriversOf((Weighted("a", 0.1), status), (Weighted("b", 0.2), status), (Weighted("c", 0.7), status)));

    [Fact]
    public void What_carries_no_weight_drives_nothing()
    {
        var drivers = DriversOf(
            (Weighted("a", 10), Status.Met),
            (Weighted("b", 10), Status.NotMet),
            (Detail("detail", "a"), Status.NotMet),
            (Weighted("waived", 50), Status.Waived),
            (Weighted("weightless", 0), Status.NotMet),
            (Weighted("unknown", 0), Status.Unknown));

        Assert.Equal(["a", "b"], Ids(drivers));
        Assert.Equal([0.5, -0.5], drivers.Select(d => d.Effect));
    }

    [Fact]
    public void Without_weight_nothing_drives()
    {
        Assert.Empty(Facts.Composed().Score.Drivers);
        Assert.Empty(DriversOf((Weighted("a", 0), Status.Met)));
        Assert.Empty(DriversOf((Weighted("a", 10), Status.Waived)));
    }

    [Fact]
    public void Of_equal_strength_and_share_the_lesser_name_comes_first()
    {
        // The mean is 40/80. Without a it is 0, without b 1, and of c and d each leaves a sixth open.
        var drivers = DriversOf(
            (Weighted("d", 20), Status.Unknown),
            (Weighted("c", 20), Status.Unknown),
            (Weighted("b", 40), Status.NotMet),
            (Weighted("a", 40), Status.Met));

        Assert.Equal(["a", "b", "c", "d"], Ids(drivers));
    }

    [Fact]
    public void A_greater_share_outranks_a_lesser_name_of_the_same_strength()
    {
        // Of 4, 1 is unknown: a quarter. Over the known 3 the mean is a quarter, without b it is 0, without c a half.
        var drivers = DriversOf(
            (Weighted("a", 1), Status.Unknown), (Weighted("b", 1.5), Status.ModeratelyPrepared), (Weighted("c", 1.5), Status.NotMet));

        Assert.Equal(["b", "c", "a"], Ids(drivers));
        Assert.Equal([0.25, 0.25, 0.25], drivers.Select(d => Math.Max(Math.Abs(d.Effect ?? 0), d.Uncertainty)));
    }

    [Fact]
    public void At_most_five_are_named()
    {
        var drivers = DriversOf(
            [.. Enumerable.Range(1, 7).Select(weight => (Weighted($"w{weight}", weight), Status.Unknown))]);

        Assert.Equal(["w7", "w6", "w5", "w4", "w3"], Ids(drivers));
    }

    private static IReadOnlyList<Driver> DriversOf(params (Criterion, Status)[] judged) => Judged(judged).Composed().Score.Drivers;

    private static IEnumerable<string> Ids(IEnumerable<Driver> drivers) => drivers.Select(d => d.Criterion.Split('/')[^1]);
}
