using System.Collections.Concurrent;
using System.Collections.Immutable;
using AllianceServices.ServiceDefaults;

namespace AllianceServices.Gateway.Views;

/// <summary>The view of today of each track, for those who watch it.</summary>
internal sealed class ViewFeeds(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, FeedItem> _current = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, long> _positions = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>How far each register's log has been read by what the feeds show.</summary>
    public ImmutableSortedDictionary<string, long> Positions => _positions;

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
        _positions = views.Model.LogPositions;
    }

    private void Publish(TrackView view, ImmutableSortedDictionary<string, long> positions, DateTimeOffset now)
    {
        var encoded = view.EncodedOn(IsoDate.DayOf(now));
        var before = Current(view.Facts.Track);
        if (before is not null && encoded.AsSpan().SequenceEqual(before.Encoded))
        {
            return;
        }
        _current[view.Facts.Track] = new FeedItem(view.Facts, encoded, positions, now);
        before?.Supersede();
    }
}
