using AllianceServices.Positions;
using CsCheck;

namespace AllianceServices.MembershipCriteria.Tests.Domain;

public class PropertyTests
{
    // Few days, so that entries meet; their distances straddle the two years, with a leap day on either side.
    private static readonly int[] Offsets = [0, 1, 2, 3, 364, 365, 366, 729, 730, 731, 732, 1094, 1095, 1460, 1461, 1462];
    private static readonly DateOnly[] FirstDays = [new(2022, 2, 27), new(2024, 2, 28), new(2023, 12, 30)];

    private static readonly Gen<PositionEntry[]> Entries =
        Gen.Select(OneOf(FirstDays), Gen.Select(
            OneOf(Offsets), Gen.Enum<Stance>(), Gen.Enum<Voice>(), Gen.Bool, Gen.Int[0, 9]).Array[0, 9],
            (first, drawn) => drawn.Select((entry, i) =>
            {
                var (offset, stance, voice, isStatement, luck) = entry;
                var record = $"{(isStatement ? "statements" : "agreements")}/{i}";
                return new PositionEntry(record, first.AddDays(offset), stance, voice, Confirmed: luck > 0);
            }).ToArray());

    [Fact]
    public void The_step_at_any_day_is_what_the_rules_say_for_that_day() => Entries.Sample(entries =>
    {
        var steps = Derivation.Steps(entries);

        foreach (var day in entries.SelectMany(entry => Around(entry.Date).Concat(Around(entry.Date.AddYears(2)))).Distinct())
        {
            var step = steps.LastOrDefault(s => s.From <= day);
            var seen = step is null ? null : new View(
                step.Decisive.Stance, step.Decisive.Record, step.SinceEntry.Date, step.SinceEntry.Record, step.Dissent?.Record);
            Assert.Equal((day, ByTheRules(entries, day)), (day, seen));
        }
    });

    [Fact]
    public void Each_step_is_later_than_the_one_before_and_shows_something_else() => Entries.Sample(entries =>
    {
        var steps = Derivation.Steps(entries);

        foreach (var (before, after) in steps.Zip(steps.Skip(1)))
        {
            Assert.True(before.From < after.From, $"{before} {after}");
            Assert.NotEqual(before, after with { From = before.From });
        }
    });

    [Fact]
    public void The_order_in_which_entries_arrive_does_not_matter() =>
        Entries.SelectMany(entries => Gen.Shuffle(entries.ToArray()).Select(shuffled => (entries, shuffled))).Sample(pair =>
        {
            Assert.Equal(Derivation.Steps(pair.entries), Derivation.Steps(pair.shuffled));
            Assert.Equal(Derivation.InOrder(pair.entries), Derivation.InOrder(pair.shuffled));
        });

    private sealed record View(Stance Stance, string Record, DateOnly Since, string SinceRecord, string? DividedRecord);

    // What can count, what decides, since when, and who dissents: one sentence of the rules each, looked up anew every day.
    private static View? ByTheRules(PositionEntry[] entries, DateOnly day)
    {
        if (Decisive(entries, day) is not { } decisive)
        {
            return null;
        }
        var began = decisive;
        foreach (var earlier in entries.Select(entry => entry.Date).Where(date => date <= day).Distinct().OrderDescending())
        {
            if (Decisive(entries, earlier) is not { } then || then.Stance != decisive.Stance)
            {
                break;
            }
            began = then;
        }
        var head = Last(entries, Voice.HeadOfState, day);
        var divided = head is not null && head.Stance != decisive.Stance && head.Date.AddYears(2) >= day;
        return new(decisive.Stance, decisive.Record, began.Date, began.Record, divided ? head!.Record : null);
    }

    private static PositionEntry? Decisive(PositionEntry[] entries, DateOnly day) =>
        Last(entries, Voice.Government, day) ?? Last(entries, Voice.HeadOfState, day);

    private static PositionEntry? Last(PositionEntry[] entries, Voice voice, DateOnly day)
    {
        PositionEntry? last = null;
        foreach (var entry in entries.Where(entry => entry.Confirmed && entry.Voice == voice && entry.Date <= day))
        {
            if (last is null || Supersedes(entry, last))
            {
                last = entry;
            }
        }
        return last;
    }

    private static bool Supersedes(PositionEntry one, PositionEntry other)
    {
        if (one.Date != other.Date)
        {
            return one.Date > other.Date;
        }
        return one.IsStatement == other.IsStatement
            ? string.CompareOrdinal(one.Record, other.Record) > 0
            : one.IsStatement;
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IEnumerable<DateOnly> Around(DateOnly day) => [day.AddDays(-1), day, day.AddDays(1)];
}
