using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;

namespace AllianceServices.SystemTests.Workload;

/// <summary>What a system says after a script, without what may differ between two runs: times, revisions and log positions.</summary>
internal sealed record Outcome(
    IReadOnlyList<Readiness> Views, IReadOnlyList<Position> Positions, IReadOnlyList<ReadinessChange> Steps)
{
    private static readonly string[] Tracks = [Script.Club.Track, Script.League.Track];

    // Before, between, and after the dates of the script; members have come and gone in between.
    public static IReadOnlyList<string> Days { get; } =
        ["2011-12-31", "2014-07-01", "2017-03-15", "2019-12-31", "2020-01-01", "2022-09-30", "2026-01-01"];

    /// <summary>Waits until the views include everything, and reads them.</summary>
    public static async Task<Outcome> OfAsync(TestSystem system)
    {
        var views = new List<Readiness>();
        var positions = new List<Position>();
        var steps = new List<ReadinessChange>();
        foreach (var track in Tracks)
        {
            await system.SettleAsync(track);
            foreach (var day in Days)
            {
                views.Add((await system.ViewAsync(track, day)).Normalized());
            }
            steps.AddRange(await system.StepsAsync(track, pageSize: 1000));
            positions.AddRange((await system.PositionsAsync(track)).Select(position => new Position(position)
            {
                Revision = 0,
                CreateTime = null,
                UpdateTime = null,
                Etag = "",
            }));
        }
        return new Outcome(views, positions, steps);
    }

    /// <summary>Both systems say the same.</summary>
    public void AssertSame(Outcome other)
    {
        Assert.Equal(Positions, other.Positions);
        Assert.Equal(Views, other.Views);
        Assert.Equal(Steps, other.Steps);
    }

    /// <summary>Every log counts from 1 without a gap, and the revisions of each resource likewise.</summary>
    public static async Task AssertGaplessAsync(TestSystem system)
    {
        foreach (var log in await system.LogsAsync())
        {
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(change => change.Sequence));
            Assert.All(log.GroupBy(change => change.Name), changes => Assert.Equal(
                Enumerable.Range(1, changes.Count()).Select(i => (long)i), changes.Select(change => change.Revision)));
            Assert.Equal(log.Select(RecordTime).Order(), log.Select(RecordTime));
        }
    }

    private static DateTimeOffset RecordTime(Change change) => change.RecordTime.ToDateTimeOffset();
}
