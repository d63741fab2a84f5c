using Alliance.Readiness.V1;
using AllianceServices.ServiceDefaults;

namespace AllianceServices.Gateway.Views;

/// <summary>The steps of a track's readiness as a function of the date.</summary>
internal static class Timeline
{
    /// <summary>The steps after one day and up to another, composed one by one as they are asked for.</summary>
    public static IEnumerable<ReadinessChange> Steps(
        TrackView track, DateOnly from, DateOnly to, bool newestFirst, CancellationToken cancellationToken) =>
        newestFirst ? Backward(track, from, to, cancellationToken) : Forward(track, from, to, cancellationToken);

    private static IEnumerable<ReadinessChange> Forward(
        TrackView track, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var before = track.On(from);
        foreach (var date in DatesBetween(track, from, to))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var after = track.On(date);
            if (Step(track, date, before, after) is { } step)
            {
                yield return step;
            }
            before = after;
        }
    }

    private static IEnumerable<ReadinessChange> Backward(
        TrackView track, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var after = track.On(to);
        foreach (var date in DatesBetween(track, from, to).Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The day before a change date shows what the change date before it brought.
            var before = track.On(date.AddDays(-1));
            if (Step(track, date, before, after) is { } step)
            {
                yield return step;
            }
            after = before;
        }
    }

    private static IEnumerable<DateOnly> DatesBetween(TrackView track, DateOnly from, DateOnly to) =>
        track.ChangeDates.Where(date => date > from && date <= to);

    private static ReadinessChange? Step(TrackView track, DateOnly date, Readiness before, Readiness after) => before.Equals(after)
        ? null
        : new ReadinessChange
        {
            Date = IsoDate.Format(date),
            Before = Differences.Summary(before, IsoDate.Format(date.AddDays(-1))),
            After = Differences.Summary(after, IsoDate.Format(date)),
            Differences = { Differences.Between(before, after, track.ChangesBetween(date.AddDays(-1), date)) },
        };
}
