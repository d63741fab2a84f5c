namespace AllianceServices.Positions;

/// <summary>
/// The rules by which records make a country's position. MembershipCriteria derives the positions by them, and the Gateway
/// asks them what a position would be without a record.
/// </summary>
public static class Derivation
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
        var words = new LastWords();
        var said = 0;
        foreach (var day in ChangeDays(counting))
        {
            for (; said < counting.Count && counting[said].Date <= day; said++)
            {
                words = words.After(counting[said]);
            }
            var step = StepOn(day, words, steps.LastOrDefault());
            if (steps.Count == 0 || !SameView(steps[^1], step))
            {
                steps.Add(step);
            }
        }
        return steps;
    }

    /// <summary>Whether a head of state's word is recent enough on a day to divide the country.</summary>
    public static bool CanDivide(PositionEntry word, DateOnly day) => day <= LastDissentDay(word);

    private static IEnumerable<DateOnly> ChangeDays(List<PositionEntry> counting) => counting
        .Select(entry => entry.Date)
        .Concat(counting.Where(entry => entry.Voice == Voice.HeadOfState)
            .Select(LastDissentDay).Where(day => day < DateOnly.MaxValue).Select(day => day.AddDays(1)))
        .Distinct().Order();

    private static PositionStep StepOn(DateOnly day, LastWords words, PositionStep? before)
    {
        var decisive = words.Government ?? words.HeadOfState!;
        var began = before?.Decisive.Stance == decisive.Stance ? before.SinceEntry : decisive;
        var dissents = words.HeadOfState is { } word && word.Stance != decisive.Stance && CanDivide(word, day);
        return new(day, decisive, began, dissents ? words.HeadOfState : null);
    }

    // The calendar ends; adding years at its end would fail.
    private static DateOnly LastDissentDay(PositionEntry entry) =>
        entry.Date < DateOnly.MaxValue.AddYears(-DissentYears) ? entry.Date.AddYears(DissentYears) : DateOnly.MaxValue;

    private static bool SameView(PositionStep a, PositionStep b) => a with { From = b.From } == b;

    // The last word of either up to a day.
    private readonly record struct LastWords(PositionEntry? Government, PositionEntry? HeadOfState)
    {
        public LastWords After(PositionEntry next) =>
            next.Voice == Voice.Government ? this with { Government = next } : this with { HeadOfState = next };
    }
}
