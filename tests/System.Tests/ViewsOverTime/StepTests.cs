using System.Text.Json;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>The steps of readiness over the reference data are exactly what GetReadiness shows from day to day.</summary>
public class StepTests(ImportedSystem imported, EveryDay everyDay) : IClassFixture<EveryDay>
{
    private static readonly HashSet<string> Records =
    [
        .. new[]
        {
            ReadinessOracle.Shipped.Rows.Statements, ReadinessOracle.Shipped.Rows.Agreements, ReadinessOracle.Shipped.Rows.Assessments,
            ReadinessOracle.Shipped.Rows.Organizations, ReadinessOracle.Shipped.Rows.Criteria,
        }.SelectMany(rows => rows).Select(Name),
    ];

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
    public async Task A_step_says_what_the_two_views_say_and_names_the_records_behind_it(string track)
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
            Assert.All(step.Differences, difference => AssertCauses(difference, step.Date));
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
        Assert.All(comparison.Differences, difference => AssertCauses(difference, latest: to));
    }

    // Every cause is on record, and among them is the record that the later view names for what changed.
    private static void AssertCauses(Difference difference, string latest)
    {
        Assert.NotEmpty(difference.Causes);
        Assert.All(difference.Causes, cause =>
        {
            Assert.Contains(cause.Record, Records);
            Assert.True(string.CompareOrdinal(cause.Date, latest) <= 0 || cause.Record.StartsWith("agreements/", StringComparison.Ordinal));
            Assert.True(cause.Title.Length > 0 || cause.Record.StartsWith("organizations/", StringComparison.Ordinal));
        });
        var named = difference.Causes.Select(cause => cause.Record).ToList();
        switch (difference.SubjectCase)
        {
            case Difference.SubjectOneofCase.Agreement:
                Assert.Equal([difference.Agreement.Agreement], named);
                break;
            case Difference.SubjectOneofCase.Position when difference.Position is { Before: { } before, After: { } after }:
                Assert.True(after.Record == before.Record || named.Contains(after.Record) || after.Record.Length == 0);
                // What divides a country from now on may have been its position until now.
                Assert.Contains(after.DividedRecord, named.Append(before.DividedRecord).Append(before.Record).Append(""));
                Assert.Subset(new HashSet<string> { before.Record, after.Record, before.DividedRecord, after.DividedRecord }, named.ToHashSet());
                break;
            case Difference.SubjectOneofCase.Position:
                Assert.StartsWith("organizations/", Assert.Single(named), StringComparison.Ordinal);
                break;
            default:
                var (was, @is) = (difference.Criterion.Before, difference.Criterion.After);
                Assert.True(was.Assessment == @is.Assessment || named.Contains(@is.Assessment));
                Assert.True(was.Status == @is.Status || was.Assessment != @is.Assessment);
                Assert.True(@is.Status is not Status.Unspecified);
                break;
        }
    }

    private static Readiness On(SortedList<DateOnly, Readiness> views, DateOnly day) => new(views[day]) { AsOf = Views.Iso(day) };

    private async Task<Readiness> ViewAsync(string track, string day) =>
        new((await imported.System.ViewAsync(track, day)).Normalized()) { AsOf = "" };

    private async Task<CompareReadinessResponse> CompareAsync(string track, string from, string to) =>
        await imported.System.Readiness.CompareReadinessAsync(new() { Name = track + "/readiness", From = from, To = to });

    private static string Name(JsonElement row) => row.GetProperty("name").GetString()!;
}
