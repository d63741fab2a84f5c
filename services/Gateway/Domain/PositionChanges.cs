using AllianceServices.Positions;

namespace AllianceServices.Gateway.Domain;

/// <summary>What became of the words on a country's position between two states of the record, and which of it made that another.</summary>
public sealed class PositionChanges
{
    private readonly ILookup<string, PositionEntry> _before;
    private readonly ILookup<string, PositionEntry> _after;
    private readonly (DateOnly Before, DateOnly After) _days;
    // The newest first, so that of those that would each do the oldest is found to be needed.
    private readonly IReadOnlyList<string> _changed;

    /// <summary>What became of them.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later state.</param>
    /// <param name="party">The country, ISO 3166-1 alpha-2.</param>
    public PositionChanges(RecordState before, RecordState after, string party)
    {
        (_before, _after) = (ByRecord(before, party), ByRecord(after, party));
        _days = (before.Day, after.Day);
        _changed = [.. _before.Concat(_after)
            .OrderByDescending(words => words.Max(word => word.Date)).ThenBy(words => words.Key, StringComparer.Ordinal)
            .Select(words => words.Key).Distinct()
            .Where(record => !_before[record].SequenceEqual(_after[record]))];
    }

    /// <summary>
    /// The records by whose changes alone the earlier position becomes the later, none of which can be left out; and the head
    /// of state's word that divided the country and was said too long ago to do so any longer.
    /// </summary>
    public IReadOnlyList<string> Making()
    {
        var earlier = On(_days.Before, _changed.ToHashSet(StringComparer.Ordinal));
        var later = On(_days.After, []);
        // As if no time had passed. A division that ended by what was said did not end by time, though it would have in the end.
        var atOnce = On(_days.Before, []);
        var day = earlier?.Divides is not null && atOnce?.Divides is null ? _days.Before : _days.After;
        var leftOut = NotNeeded(without => On(day, without) == later);
        var endedByTime = earlier?.Divides is not null && later?.Divides is null && On(_days.Before, leftOut)?.Divides is not null;
        return [.. _changed.Except(leftOut).Union(endedByTime ? [atOnce!.Divides!] : [])];
    }

    private HashSet<string> NotNeeded(Predicate<HashSet<string>> isTheSame)
    {
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        int count;
        do
        {
            count = leftOut.Count;
            LeaveOut([.. _changed.Except(leftOut)], leftOut, isTheSame);
        }
        // What was needed may no longer be once others are left out.
        while (leftOut.Count > count);
        return leftOut;
    }

    // As many at a time as possible: of thousands of words few make a position.
    private static void LeaveOut(string[] records, HashSet<string> leftOut, Predicate<HashSet<string>> isTheSame)
    {
        leftOut.UnionWith(records);
        if (isTheSame(leftOut))
        {
            return;
        }
        leftOut.ExceptWith(records);
        if (records.Length > 1)
        {
            LeaveOut(records[..(records.Length / 2)], leftOut, isTheSame);
            LeaveOut(records[(records.Length / 2)..], leftOut, isTheSame);
        }
    }

    // The position after all that became of the others, with a head of state's word as old as it is on a day.
    private Shown? On(DateOnly day, HashSet<string> leftOut)
    {
        var entries = _after.Where(words => !leftOut.Contains(words.Key)).Concat(_before.Where(words => leftOut.Contains(words.Key)))
            .SelectMany(words => words).ToList();
        if (Derivation.Steps(entries).LastOrDefault(step => step.From <= _days.After) is not { } step)
        {
            return null;
        }
        var word = Derivation.InOrder(entries).LastOrDefault(entry => entry.Voice == Voice.HeadOfState);
        var divides = word is not null && word.Stance != step.Decisive.Stance && Derivation.CanDivide(word, day);
        return new(step.Decisive.Stance, step.Decisive.Record, step.SinceEntry.Date, step.SinceEntry.Record, divides ? word!.Record : null);
    }

    private static ILookup<string, PositionEntry> ByRecord(RecordState state, string party) =>
        state.Counting(party).ToLookup(mention => mention.Record, ToEntry, StringComparer.Ordinal);

    private static PositionEntry ToEntry(PositionMention mention) => new(
        mention.Record,
        mention.Date,
        (Positions.Stance)mention.Stance,
        mention.Level == Authority.HeadOfState ? Voice.HeadOfState : Voice.Government,
        Confirmed: true);

    // What a view shows of a position.
    private sealed record Shown(Positions.Stance Stance, string Record, DateOnly Since, string SinceRecord, string? Divides);
}
