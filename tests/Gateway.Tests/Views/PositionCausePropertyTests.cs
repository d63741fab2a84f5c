using Alliance.Criteria.V1;
using Alliance.Type.V1;
using CsCheck;
using static AllianceServices.Gateway.Tests.Resources;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>Whatever became of what a country's officials said: the causes of its position are those words and no others.</summary>
public class PositionCausePropertyTests
{
    private const string Before = "2024-06-01T00:00:00Z";
    private const string After = "2024-06-02T00:00:00Z";

    private static readonly string[] Records = ["statements/a", "statements/b", "statements/c", "statements/d", "statements/e", "statements/f"];

    // Few days and stances, so that words meet; those of two years before cease to divide the country on one of these.
    private static readonly Gen<int> Day = Gen.Select(Gen.Int[0, 8], Gen.Bool, (day, longAgo) => longAgo ? day - 731 : day);

    // What each record says, if it does.
    private static readonly Gen<Word[]> Words =
        Gen.Select(Day, Gen.Bool, Gen.Bool).Array[Records.Length].Select(words => words
            .Select((word, i) => new Word(word.Item1, Records[i], word.Item2 ? Stance.Supports : Stance.Opposes, OfHeadOfState: word.Item3))
            .ToArray());

    // Some of the words come or go, some turn into others.
    private static readonly Gen<(Word[] Before, Word[] After)> Changed =
        from words in Words
        from others in Words
        from fates in Gen.Enum<Fate>().Array[Records.Length]
        select (
            words.Where((_, i) => fates[i] != Fate.Comes && fates[i] != Fate.Missing).ToArray(),
            words.Select((word, i) => fates[i] == Fate.Turns ? others[i] : word)
                .Where((_, i) => fates[i] != Fate.Goes && fates[i] != Fate.Missing).ToArray());

    private enum Fate
    {
        Stays,
        StaysToo,
        Comes,
        Goes,
        Turns,
        Missing,
    }

    [Fact]
    public void The_causes_alone_make_the_one_position_the_other_and_none_of_them_can_be_left_out() =>
        Gen.Select(Changed, Gen.Int[-1, 9], Gen.Int[0, 3]).Sample((words, day, daysLater) =>
        {
            var (earlier, later) = (day, day + daysLater);
            var (was, shown) = (On(words.Before, earlier), On(words.After, later));
            var causes = Named(words, earlier, later);

            PositionStep With(IEnumerable<string> records)
            {
                var changed = records.ToHashSet();
                return On([
                    .. words.Before.Where(word => word.Day <= earlier && !changed.Contains(word.Record)),
                    .. words.After.Where(word => changed.Contains(word.Record))], later);
            }
            Assert.Equal(was.Equals(shown), causes.Count == 0);
            if (causes.Count > 0)
            {
                // The one that has grown too old is named whether or not something became of it.
                Assert.Contains(shown, new[] { With(causes), With(causes.Where(cause => cause != was.DividedRecord)) });
            }
            if (daysLater == 0 || !was.Divided)
            {
                Assert.All(causes, cause => Assert.NotEqual(shown, With(causes.Where(other => other != cause))));
            }
        }, iter: 20_000);

    [Fact]
    public void On_a_later_day_the_causes_are_words_of_the_time_between_and_the_one_that_has_grown_too_old() =>
        Gen.Select(Words, Gen.Int[-1, 9], Gen.Int[1, 4]).Sample((words, earlier, daysLater) =>
        {
            var (was, shown) = (On(words, earlier), On(words, earlier + daysLater));

            Assert.All(Named((words, words), earlier, earlier + daysLater), cause => Assert.True(
                words.Any(word => word.Record == cause && word.Day > earlier && word.Day <= earlier + daysLater)
                || (was.DividedRecord == cause && !shown.Divided)));
        }, iter: 5000);

    [Fact]
    public void Of_thousands_of_words_those_few_are_named_that_make_the_position()
    {
        Word Supports(int day) => new(day, $"statements/supports-{day}", Stance.Supports, OfHeadOfState: false);
        var opposes = Supports(2500) with { Record = "statements/opposes", Stance = Stance.Opposes };

        Assert.Equal(
            ["statements/supports-4999", "statements/supports-2501", "statements/opposes"],
            Named(([Supports(0)], [.. Enumerable.Range(0, 5000).Select(day => day == 2500 ? opposes : Supports(day))]), 5000, 5000));
    }

    private static List<string> Named((Word[] Before, Word[] After) words, int earlier, int later)
    {
        // A position once derived stays, though nothing be left that it follows from.
        var criteria = new Log("criteria").Add(Organization("AA")).Add(Track())
            .Add(Word.PositionOf("AA", words.Before), Before).Add(Word.PositionOf("AA", words.After), After);
        var told = new Told(criteria.Changes).Between(
            (Log.Instant(Before), Histories.Day(earlier)), (Log.Instant(After), Histories.Day(later)));
        return [.. told.SelectMany(difference => difference.Causes).Select(cause => cause.Record)];
    }

    // What is shown of a position on a day.
    private static PositionStep On(IEnumerable<Word> words, int day) =>
        new(Word.PositionOf("AA", words).Steps.LastOrDefault(step =>
            string.CompareOrdinal(step.From, Histories.Iso(day)) <= 0) ?? new PositionStep())
        { From = "" };
}
