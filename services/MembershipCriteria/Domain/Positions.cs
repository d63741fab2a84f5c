namespace AllianceServices.MembershipCriteria.Domain;

/// <summary>An attitude towards admission. The numbers are those of the contract.</summary>
public enum Stance
{
    /// <summary>No attitude is on record; ends the one before.</summary>
    Unknown = 1,

    /// <summary>Backs admission itself.</summary>
    Supports = 2,

    /// <summary>Backs a path or names conditions.</summary>
    SupportsWithConditions = 3,

    /// <summary>Neither backs nor doubts.</summary>
    Neutral = 4,

    /// <summary>Doubts or defers.</summary>
    Sceptical = 5,

    /// <summary>Refuses.</summary>
    Opposes = 6,
}

/// <summary>On whose behalf an entry speaks, as far as that decides a position.</summary>
public enum Voice
{
    /// <summary>Anybody whose word does not make a position.</summary>
    Other,

    /// <summary>The head of state.</summary>
    HeadOfState,

    /// <summary>The government.</summary>
    Government,
}

/// <summary>A record that commits a country to a stance.</summary>
/// <param name="Record">The statement or agreement.</param>
/// <param name="IsStatement">On one day a statement outranks an agreement.</param>
/// <param name="Date">When it was said or signed.</param>
/// <param name="Stance">The stance.</param>
/// <param name="Voice">On whose behalf.</param>
/// <param name="Confirmed">Whether the record is well enough supported to count.</param>
public sealed record PositionEntry(
    string Record, bool IsStatement, DateOnly Date, Stance Stance, Voice Voice, bool Confirmed)
{
    /// <summary>Whether the entry can make a position.</summary>
    public bool Counts => Confirmed && Voice != Voice.Other;
}

/// <summary>A country's position from a day until the next step.</summary>
/// <param name="From">The first day.</param>
/// <param name="Decisive">The entry that decides it: the last one that counts.</param>
/// <param name="SinceEntry">The entry that began the stance, confirmed without a break since.</param>
/// <param name="Dissent">The entry by which the head of state stands elsewhere, or null.</param>
public sealed record PositionStep(DateOnly From, PositionEntry Decisive, PositionEntry SinceEntry, PositionEntry? Dissent);

/// <summary>The rules by which records make a country's position.</summary>
public static class Positions
{
    // A head of state's word divides a country for this long.
    private const int DissentYears = 2;

    /// <summary>Entries in the order in which one supersedes the other.</summary>
    public static IEnumerable<PositionEntry> InOrder(IEnumerable<PositionEntry> entries) => entries
        .OrderBy(entry => entry.Date).ThenBy(entry => entry.IsStatement).ThenBy(entry => entry.Record, StringComparer.Ordinal);

    /// <summary>The position as a step function of the day. Before the first step it is unknown.</summary>
    public static IReadOnlyList<PositionStep> Steps(IEnumerable<PositionEntry> entries)
    {
        var counting = InOrder(entries.Where(entry => entry.Counts)).ToList();
        var steps = new List<PositionStep>();
        foreach (var day in ChangeDays(counting))
        {
            var step = StepOn(day, counting, steps.LastOrDefault());
            if (steps.Count == 0 || !SameView(steps[^1], step))
            {
                steps.Add(step);
            }
        }
        return steps;
    }

    private static IEnumerable<DateOnly> ChangeDays(List<PositionEntry> counting) => counting
        .Select(entry => entry.Date)
        .Concat(counting.Where(entry => entry.Voice == Voice.HeadOfState)
            .Select(LastDissentDay).Where(day => day < DateOnly.MaxValue).Select(day => day.AddDays(1)))
        .Distinct().Order();

    private static PositionStep StepOn(DateOnly day, List<PositionEntry> counting, PositionStep? before)
    {
        var headOfState = LastOn(day, counting, Voice.HeadOfState);
        var decisive = LastOn(day, counting, Voice.Government) ?? headOfState!;
        var dissents = headOfState is not null && headOfState.Stance != decisive.Stance && day <= LastDissentDay(headOfState);
        var began = before?.Decisive.Stance == decisive.Stance ? before.SinceEntry : decisive;
        return new(day, decisive, began, dissents ? headOfState : null);
    }

    private static PositionEntry? LastOn(DateOnly day, List<PositionEntry> counting, Voice voice) =>
        counting.FindLast(entry => entry.Voice == voice && entry.Date <= day);

    // The calendar ends; adding years at its end would fail.
    private static DateOnly LastDissentDay(PositionEntry entry) =>
        entry.Date < DateOnly.MaxValue.AddYears(-DissentYears) ? entry.Date.AddYears(DissentYears) : DateOnly.MaxValue;

    private static bool SameView(PositionStep a, PositionStep b) => a with { From = b.From } == b;
}
