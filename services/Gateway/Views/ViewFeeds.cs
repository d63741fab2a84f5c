using System.Collections.Concurrent;
using System.Collections.Immutable;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.ChangeLog;

namespace AllianceServices.Gateway.Views;

/// <summary>The view of today of each track, for those who watch it.</summary>
internal sealed class ViewFeeds(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, FeedItem> _current = new(StringComparer.Ordinal);
    private readonly ChangeSignal _signal = new();
    private volatile Progress _progress = new(ImmutableSortedDictionary<string, long>.Empty, DateOnly.MinValue);

    /// <summary>How far each register's log has been read by what the feeds show, and the day that they are for.</summary>
    public Progress Shown => _progress;

    /// <summary>Completes when the feeds show more than now. Take it before looking, so that nothing falls between.</summary>
    public Task Changed => _signal.Next;

    /// <summary>The newest view of a track; null before the first, and for a track that is not on record.</summary>
    public FeedItem? Current(string track) => _current.GetValueOrDefault(track);

    /// <summary>Takes over the views that follow from a model, and wakes the watchers of those that show something new.</summary>
    public void Publish(ModelViews views)
    {
        var now = clock.GetUtcNow();
        foreach (var track in views.Model.Tracks)
        {
            Publish(views.Of(track)!, views.Model.LogPositions, now);
        }
        // Last, so that whoever reads this finds the views that go with it, or later ones.
        _progress = new(views.Model.LogPositions, IsoDate.DayOf(now));
        _signal.Raise();
    }

    private void Publish(TrackView view, ImmutableSortedDictionary<string, long> positions, DateTimeOffset now)
    {
        var (message, encoded) = view.Today(IsoDate.DayOf(now));
        var before = Current(view.Facts.Track);
        if (before is not null && encoded.SaysTheSameAs(before.Encoded))
        {
            _current[view.Facts.Track] = before.At(view.Facts, positions, now);
            return;
        }
        _current[view.Facts.Track] = new FeedItem(view.Facts, message, encoded, positions, now);
        before?.Supersede();
    }

    /// <summary>What the feeds show.</summary>
    /// <param name="Positions">The sequence of the last change read, by register.</param>
    /// <param name="Day">The day.</param>
    internal sealed record Progress(ImmutableSortedDictionary<string, long> Positions, DateOnly Day)
    {
        /// <summary>The instant, or the last one of the day where that is over and no view was composed for the next yet.</summary>
        public DateTimeOffset Within(DateTimeOffset instant)
        {
            var end = new DateTimeOffset(Day, TimeOnly.MaxValue, TimeSpan.Zero);
            return instant < end ? instant : end;
        }
    }
}
