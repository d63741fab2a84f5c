using Alliance.Readiness.V1;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>The steps of readiness over the reference data are exactly what GetReadiness shows from day to day.</summary>
public class StepTests(ImportedSystem imported, EveryDay everyDay) : IClassFixture<EveryDay>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tracks => [ImportedSystem.Nato, ImportedSystem.Eu];

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task There_is_a_step_if_and_only_if_the_view_of_a_day_differs_from_that_of_the_day_before(string track)
    {
        var views = await everyDay.OfAsync(track);
        var turning = views.Keys.Zip(views.Keys.Skip(1)).Where(pair => !views[pair.First].Equals(views[pair.Second])).ToList();

        var steps = await imported.System.StepsAsync(track, pageSize: 1000);

        // Where days lie between two that were asked for, nothing turned.
        Assert.All(turning, pair => Assert.Equal(pair.First.AddDays(1), pair.Second));
        Assert.Equal(turning.Select(pair => Views.Iso(pair.Second)), steps.Select(step => step.Date));
        Assert.True(steps.Count > 40);
        Assert.Equal(views.Values[0], await ViewAsync(track, "1900-01-01"));
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task A_step_says_what_the_two_views_say(string track)
    {
        var views = await everyDay.OfAsync(track);

        Assert.All(await imported.System.StepsAsync(track, pageSize: 1000), step =>
        {
            var day = Views.Day(step.Date);
            var (before, after) = (On(views, day.AddDays(-1)), On(views, day));
            Assert.Equal(Comparing.Summary(before), step.Before);
            Assert.Equal(Comparing.Summary(after), step.After);
            Assert.NotEmpty(step.Differences);
            Assert.Equal(Comparing.Between(before, after), step.Differences.WithoutCauses());
        });
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task Comparing_a_day_with_the_day_before_gives_the_step(string track)
    {
        var steps = await imported.System.StepsAsync(track, pageSize: 1000);

        await Parallel.ForEachAsync(steps, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (step, _) =>
        {
            var comparison = await CompareAsync(track, step.Before.AsOf, step.Date);
            Assert.Equal((step.Before, step.After), (comparison.Before, comparison.After));
            Assert.Equal(step.Differences, comparison.Differences);
        });
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task Pages_of_any_size_in_either_order_hold_the_same_steps(string track)
    {
        var steps = await imported.System.StepsAsync(track, pageSize: 1000);

        Assert.Equal(steps, await imported.System.StepsAsync(track));
        Assert.Equal(steps, await imported.System.StepsAsync(track, 37, "date"));
        steps.Reverse();
        Assert.Equal(steps, await imported.System.StepsAsync(track, 1000, "date desc"));
        Assert.Equal(steps, await imported.System.StepsAsync(track, 41, "date desc"));
    }

    [Fact]
    public async Task From_is_left_out_and_to_is_included()
    {
        var all = await imported.System.StepsAsync(ImportedSystem.Nato, pageSize: 1000);
        var (first, last) = (all[^20], all[^10]);

        async Task<IEnumerable<ReadinessChange>> BetweenAsync(string from, string to, string orderBy = "") =>
            (await imported.System.Readiness.ListReadinessChangesAsync(
                new() { Name = ImportedSystem.Nato + "/readiness", From = from, To = to, OrderBy = orderBy }, cancellationToken: Ct)).Changes;

        Assert.Equal(all[^19..^9], await BetweenAsync(first.Date, last.Date));
        Assert.Equal(all[^19..^9].Reverse<ReadinessChange>(), await BetweenAsync(first.Date, last.Date, "date desc"));
        Assert.Empty(await BetweenAsync(last.Date, last.Date));
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2023-07-12", "2024-07-11")]
    [InlineData(ImportedSystem.Nato, "1949-01-01", "2026-01-01")]
    [InlineData(ImportedSystem.Nato, "2024-06-17", "2024-06-17")]
    [InlineData(ImportedSystem.Eu, "2019-12-31", "2020-12-31")]
    [InlineData(ImportedSystem.Eu, "2022-06-23", "2023-12-14")]
    public async Task Comparing_two_distant_days_gives_what_the_two_views_show_otherwise(string track, string from, string to)
    {
        var (before, after) = (await imported.System.ViewAsync(track, from), await imported.System.ViewAsync(track, to));

        var comparison = await CompareAsync(track, from, to);

        Assert.Equal(Comparing.Summary(before), comparison.Before);
        Assert.Equal(Comparing.Summary(after), comparison.After);
        Assert.Equal(Comparing.Between(before, after), comparison.Differences.WithoutCauses());
        Assert.Equal(from == to, comparison.Differences.Count == 0);
    }

    private static Readiness On(SortedList<DateOnly, Readiness> views, DateOnly day) => new(views[day]) { AsOf = Views.Iso(day) };

    private async Task<Readiness> ViewAsync(string track, string day) =>
        new((await imported.System.ViewAsync(track, day)).Normalized()) { AsOf = "" };

    private async Task<CompareReadinessResponse> CompareAsync(string track, string from, string to) =>
        await imported.System.Readiness.CompareReadinessAsync(new() { Name = track + "/readiness", From = from, To = to });
}
