using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alliance.Readiness.V1;
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

    // By what the earlier view was composed from: that stays the same object while nothing touches the track.
    private readonly ConcurrentDictionary<TrackFacts, (EncodedView Last, Lazy<EncodedMessage> Message)> _after =
        new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _next;
    private readonly Lazy<EncodedMessage> _first;
    private readonly TrackFacts _facts;
    private readonly Readiness _message;
    private readonly ImmutableSortedDictionary<string, long> _positions;
    private readonly DateTimeOffset _instant;

    /// <param name="facts">What the view was composed from.</param>
    /// <param name="message">The view, without what belongs to a call. It is left as it is.</param>
    /// <param name="encoded">The same, encoded.</param>
    /// <param name="positions">How far each register's log had been read.</param>
    /// <param name="instant">An instant at which the view is the current one.</param>
    public FeedItem(
        TrackFacts facts, Readiness message, EncodedView encoded, ImmutableSortedDictionary<string, long> positions, DateTimeOffset instant)
        : this(facts, message, encoded, positions, instant, new(TaskCreationOptions.RunContinuationsAsynchronously))
    {
    }

    private FeedItem(
        TrackFacts facts, Readiness message, EncodedView encoded, ImmutableSortedDictionary<string, long> positions, DateTimeOffset instant,
        TaskCompletionSource next)
    {
        (_facts, _message, Encoded, _positions, _instant, _next) = (facts, message, encoded, positions, instant, next);
        _first = new(() => Encode([]));
    }

    /// <summary>The view, without what belongs to a call. As long as it says the same, watchers have nothing new to see.</summary>
    public EncodedView Encoded { get; }

    /// <summary>Completes when there is a newer view.</summary>
    public Task Next => _next.Task;

    /// <summary>The message for a watcher that has seen no view yet.</summary>
    public EncodedMessage First => _first.Value;

    /// <summary>The message for a watcher that saw another view last.</summary>
    public EncodedMessage After(FeedItem last)
    {
        var kept = _after.Count < MostKept
            ? _after.GetOrAdd(last._facts, _ => (last.Encoded, new(() => EncodeAfter(last))))
            : _after.GetValueOrDefault(last._facts);
        // The same facts may have shown another day.
        return kept.Last == last.Encoded ? kept.Message.Value : EncodeAfter(last);
    }

    /// <summary>The same view at a later instant, for those who come then. Its watchers are not woken.</summary>
    public FeedItem At(TrackFacts facts, ImmutableSortedDictionary<string, long> positions, DateTimeOffset instant) =>
        new(facts, _message, Encoded, positions, instant, _next);

    /// <summary>Wakes the watchers: another view has taken this one's place.</summary>
    public void Supersede()
    {
        _next.TrySetResult();
        // Else each view would keep the one before it alive.
        _after.Clear();
    }

    private EncodedMessage EncodeAfter(FeedItem last) =>
        Encode(Differences.Between(last._message, _message, new RecordChanges(last.State, State)));

    private RecordState State => new(_facts, IsoDate.DayOf(_instant));

    // As WatchReadinessResponse, around the encoding of the view that is there already.
    private EncodedMessage Encode(IEnumerable<Difference> differences)
    {
        var ofCall = new Readiness
        {
            AsOf = IsoDate.Format(IsoDate.DayOf(_instant)),
            KnownAt = _instant.ToTimestamp(),
            FreshAsOf = { _positions.ToMessages() },
        }.ToByteArray();
        var differing = new ReadinessUpdate { Differences = { differences } }.ToByteArray();
        var token = new WatchReadinessResponse { ResumeToken = ResumeToken.Write(_facts.Track, _positions, _instant) }.ToByteArray();

        var readinessLength = Encoded.Length + ofCall.Length;
        var readinessHead = HeadOf(ReadinessUpdate.ReadinessFieldNumber, readinessLength);
        var updateHead = HeadOf(
            WatchReadinessResponse.UpdateFieldNumber, readinessHead.Length + readinessLength + differing.Length);
        return new([updateHead, readinessHead, .. Encoded.Parts, ofCall, differing, token]);
    }

    // What comes before the encoding of a message that is a field of another.
    private static byte[] HeadOf(int number, int length)
    {
        var head = new byte[CodedOutputStream.ComputeTagSize(number) + CodedOutputStream.ComputeLengthSize(length)];
        using var stream = new CodedOutputStream(head);
        stream.WriteTag(WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited));
        stream.WriteLength(length);
        return head;
    }
}
