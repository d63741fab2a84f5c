using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>
/// What GetReadiness answers over the reference data on every day on which anything could turn, and on the day before and
/// after each.
/// </summary>
public sealed partial class EveryDay(ImportedSystem imported)
{
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, Lazy<Task<SortedList<DateOnly, Readiness>>>> _views = new();

    /// <summary>The answers by day, without when they were given.</summary>
    internal Task<SortedList<DateOnly, Readiness>> OfAsync(string track) =>
        _views.GetOrAdd(track, _ => new(() => AskAsync(track))).Value;

    // Every date that the data hold anywhere, so that no kind of date can be forgotten. A head of state's word stops
    // dividing a country two years after it.
    private static SortedSet<DateOnly> Days()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var dates = ReferenceRows.ShippedFiles
            .SelectMany(file => File.ReadLines(Path.Combine(ReferenceRows.ShippedFolder, file)))
            .SelectMany(line => Date().Matches(line))
            .Select(match => Views.Day(match.Value.Trim('"')))
            .ToHashSet();
        return [.. dates.Concat(dates.Select(date => date.AddYears(2)))
            .SelectMany(date => new[] { date.AddDays(-1), date, date.AddDays(1) })
            .Where(date => date <= today)];
    }

    private async Task<SortedList<DateOnly, Readiness>> AskAsync(string track)
    {
        var found = new ConcurrentDictionary<DateOnly, Readiness>();
        // Most days show the same as others; one copy of each view is enough.
        var distinct = new ConcurrentDictionary<Readiness, Readiness>();
        await Parallel.ForEachAsync(Days(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (day, _) =>
        {
            // Answers for an instant are composed for their day, those for now may be kept from another day of the same step.
            var view = (await imported.System.ViewAsync(track, Views.Iso(day), imported.AfterImport)).Normalized();
            Assert.Equal(view, (await imported.System.ViewAsync(track, Views.Iso(day))).Normalized());
            Assert.Equal(Views.Iso(day), view.AsOf);
            view.AsOf = "";
            found[day] = distinct.GetOrAdd(view, view);
        });
        return new(found);
    }

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"")]
    private static partial Regex Date();
}
