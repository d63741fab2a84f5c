using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Readiness = Alliance.Readiness.V1.Readiness;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// One view in the feed of a track. What watchers are sent is encoded once for all that come from the same view before,
/// however many they are.
/// </summary>
internal sealed class FeedItem
{
    /// <summary>Most different earlier views for which the message is kept. Slow watchers come from older ones.</summary>
    private const int MostKept = 16;

    private readonly ConcurrentDictionary<FeedItem, Lazy<byte[]>> _after = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<byte[]> _first;
    private readonly Lazy<Readiness> _message;
    private readonly TrackFacts _facts;
    private readonly string _resumeToken;

    /// <param name="facts">What the view was composed from.</param>
    /// <param name="encoded">The view, without what belongs to a call.</param>
    /// <param name="positions">How far each register's log had been read.</param>
    /// <param name="now">The instant at which the view became the current one.</param>
    public FeedItem(TrackFacts facts, byte[] encoded, ImmutableSortedDictionary<string, long> positions, DateTimeOffset now)
    {
        _facts = facts;
        _resumeToken = ResumeToken.Write(facts.Track, positions, now);
        Encoded = encoded;
        _message = new(() =>
        {
            var message = Readiness.Parser.ParseFrom(encoded);
            message.AsOf = IsoDate.Format(IsoDate.DayOf(now));
            message.KnownAt = now.ToTimestamp();
            message.FreshAsOf.Add(positions.Select(log => new LogPosition { Register = log.Key, Sequence = log.Value }));
            return message;
        });
        _first = new(() => Encode([]));
    }

    /// <summary>The view, without what belongs to a call.</summary>
    public byte[] Encoded { get; }

    /// <summary>Completes when there is a newer view.</summary>
    public Task Next => _next.Task;

    /// <summary>The message for a watcher that has seen no view yet.</summary>
    public byte[] First => _first.Value;

    /// <summary>The message for a watcher that saw another view last.</summary>
    public byte[] After(FeedItem last) => _after.Count < MostKept
        ? _after.GetOrAdd(last, earlier => new(() => EncodeAfter(earlier))).Value
        : _after.TryGetValue(last, out var kept) ? kept.Value : EncodeAfter(last);

    /// <summary>Wakes the watchers: another view has taken this one's place.</summary>
    public void Supersede()
    {
        _next.TrySetResult();
        // Else each view would keep the one before it alive.
        _after.Clear();
    }

    private byte[] EncodeAfter(FeedItem last) =>
        Encode(Differences.Between(last._message.Value, _message.Value, _facts));

    private byte[] Encode(IEnumerable<Difference> differences) => new WatchReadinessResponse
    {
        Update = new ReadinessUpdate { Readiness = _message.Value, Differences = { differences } },
        ResumeToken = _resumeToken,
    }.ToByteArray();
}
