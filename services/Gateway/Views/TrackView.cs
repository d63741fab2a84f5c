using System.Collections.Concurrent;
using System.Collections.Frozen;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.ServiceDefaults.Resources;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// The readiness of one track as a function of the day, as of one cut of the record. It changes at certain dates only, so
/// that what was composed for a day answers for every other day of the same step.
/// </summary>
/// <param name="model">The model that the facts are of.</param>
/// <param name="facts">What the view is composed from.</param>
/// <param name="mostKept">
/// Most bytes of encoded views of other days that are kept; those beyond are composed again when they are asked for.
/// </param>
public sealed class TrackView(ReadModel model, TrackFacts facts, long mostKept)
{
    private readonly Lazy<DateOnly[]> _changeDates = new(() => [.. model.ChangeDatesOf(facts)]);
    private readonly ConcurrentDictionary<int, EncodedView> _encoded = new();
    private volatile DayView? _today;
    private Earlier? _earlier;
    private long _kept;

    private sealed record DayView(Readiness Readiness, V1.Readiness Message, EncodedView Encoded)
    {
        public DateOnly Day => Readiness.AsOf;
    }

    // A view that was composed before, and the criteria whose assessments became others since.
    private sealed record Earlier(DayView View, IReadOnlySet<string> Assessed);

    // The records that are named by what the track itself consists of.
    private readonly Lazy<FrozenSet<string>> _named = new(() => facts.Assessments.SelectMany(assessment => assessment.Evidence)
        .Concat(facts.Positions.SelectMany(position => position.Steps).SelectMany(step => new[] { step.Record, step.SinceRecord, step.DividedRecord }))
        .Concat(facts.Positions.SelectMany(position => position.Mentions).Select(mention => mention.Record))
        .ToFrozenSet(StringComparer.Ordinal));

    /// <summary>What the view is composed from.</summary>
    public TrackFacts Facts => facts;

    /// <summary>Whether a view of the track can become another by a change of a record of Statements or Agreements.</summary>
    /// <param name="record">The record.</param>
    /// <param name="next">The model after the change.</param>
    public bool IsTouchedBy(string record, ReadModel next) =>
        _named.Value.Contains(record) || BearsOn(facts.Records.Find(record)) || BearsOn(next.FindRecord(record));

    private bool BearsOn(object? fact) => fact switch
    {
        Statement statement => statement.Criteria.Any(IsOfTrack),
        Agreement agreement => agreement.Parties.Contains(facts.Candidate) || agreement.Criteria.Any(IsOfTrack),
        // A source, or what this service knows nothing of.
        _ => fact is not null,
    };

    private bool IsOfTrack(string criterion) => criterion.StartsWith(facts.Track + "/", StringComparison.Ordinal);

    /// <summary>What came, took effect or lapsed between two days.</summary>
    public RecordChanges ChangesBetween(DateOnly from, DateOnly to) => new(new(facts, from), new(facts, to));

    /// <summary>The dates at which the view may differ from that of the day before, in order.</summary>
    public IReadOnlyList<DateOnly> ChangeDates => _changeDates.Value;

    /// <summary>The view after nothing but some assessments changed. Only what these touch is composed anew.</summary>
    /// <param name="next">The model after the change.</param>
    /// <param name="assessments">The assessments.</param>
    public TrackView After(ReadModel next, IReadOnlySet<string> assessments)
    {
        var assessed = assessments.Select(ResourceName.ParentOf).ToHashSet(StringComparer.Ordinal);
        var view = new TrackView(next, next.FactsAfter(facts, assessments), mostKept);
        lock (_encoded)
        {
            // What was not composed here yet goes on from the same view as would have been gone on from here.
            view._earlier = _today is { } today ? new(today, assessed)
                : _earlier is { } earlier ? earlier with { Assessed = earlier.Assessed.Union(assessed).ToHashSet(StringComparer.Ordinal) }
                : null;
        }
        return view;
    }

    /// <summary>The readiness on a day. What belongs to the call (as_of, known_at, fresh_as_of) is left empty.</summary>
    public V1.Readiness On(DateOnly day) => ReadinessMethodV1.Compose(facts, day).ToMessage();

    /// <summary>The same, encoded.</summary>
    public EncodedView EncodedOn(DateOnly day) => _today is { } today && today.Day == day ? today.Encoded : EncodedOnStep(day);

    /// <summary>
    /// The readiness on the day that is today and its encoding, for readers that leave the message as it is. Composed once,
    /// however many ask at the same time, and without an index of dates.
    /// </summary>
    internal (V1.Readiness Message, EncodedView Encoded) Today(DateOnly day)
    {
        var today = _today;
        if (today?.Day != day)
        {
            lock (_encoded)
            {
                today = _today?.Day == day ? _today : ComposeToday(day);
                _today = today;
            }
        }
        return (today.Message, today.Encoded);
    }

    private DayView ComposeToday(DateOnly day)
    {
        var composed = _earlier is { } earlier && earlier.View.Day == day ? ComposeAfter(earlier) : ComposeOn(day);
        // Else each view would keep the one before it alive.
        _earlier = null;
        return composed;
    }

    private DayView ComposeOn(DateOnly day)
    {
        var readiness = ReadinessMethodV1.Compose(facts, day);
        var message = readiness.ToMessage();
        return new(readiness, message, EncodedView.Of(message));
    }

    private DayView ComposeAfter(Earlier earlier)
    {
        var before = earlier.View;
        var readiness = ReadinessMethodV1.Recompose(before.Readiness, facts, earlier.Assessed);
        var message = readiness.ToMessage(before.Readiness, before.Message);
        return new(readiness, message, EncodedView.Of(message, before.Message, before.Encoded));
    }

    private EncodedView EncodedOnStep(DateOnly day)
    {
        var step = StepOf(day);
        if (_encoded.TryGetValue(step, out var encoded))
        {
            return encoded;
        }
        encoded = EncodedView.Of(On(day));
        if (Interlocked.Read(ref _kept) + encoded.Length <= mostKept && _encoded.TryAdd(step, encoded))
        {
            Interlocked.Add(ref _kept, encoded.Length);
        }
        return encoded;
    }

    /// <summary>The last change date on or before the day, by its place among them; -1 before the first.</summary>
    private int StepOf(DateOnly day) =>
        Array.BinarySearch(_changeDates.Value, day) is >= 0 and var exact ? exact : ~Array.BinarySearch(_changeDates.Value, day) - 1;
}
