using System.Text;
using AllianceServices.ServiceDefaults;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>What made-up records are made of; the same seed gives the same records.</summary>
internal sealed class Vocabulary
{
    public const string Candidate = "UA";

    private static readonly DateOnly FirstDay = new(2014, 1, 1);
    private static readonly int Days = new DateOnly(2025, 12, 31).DayNumber - FirstDay.DayNumber;

    private static readonly string[] Words =
    [
        "the", "allies", "agreed", "that", "ukraine", "membership", "will", "follow", "when", "conditions", "are", "met", "support",
        "security", "agreement", "signed", "minister", "government", "said", "reforms", "of", "and", "defence", "procurement", "path",
        "accession", "negotiations", "chapter", "remain", "open", "progress", "in", "judiciary", "further", "steps", "needed", "we",
        "stand", "with", "president", "parliament", "summit", "declaration", "irreversible", "interoperability", "standards", "aid",
        "military", "package", "billion", "years", "commitment", "not", "yet", "decided", "unanimity", "concerns", "about", "minorities",
        "anti-corruption", "bodies", "independence", "for", "to", "a", "on", "by", "from", "first", "second", "before", "after",
    ];

    private readonly Random _random;
    private readonly string _text;

    public Vocabulary(int seed)
    {
        _random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < 1 << 17)
        {
            text.Append(Pick(Words)).Append(' ');
        }
        _text = text.ToString();
    }

    /// <summary>The members of both organizations.</summary>
    public static IReadOnlyList<string> Countries { get; } =
    [
        "AL", "BE", "BG", "CA", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IT", "LV",
        "LT", "LU", "ME", "NL", "MK", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "TR", "GB", "US",
    ];

    public static string Organization(int track) => $"organizations/alliance-{track}";

    public static string Track(int track) => $"tracks/alliance-{track}-ukraine";

    public static string Criterion(int number) => FormattableString.Invariant(
        $"{Track(number % LogMix.Tracks)}/criteria/criterion-{number / LogMix.Tracks % LogMix.CriteriaPerTrack}");

    public static string Statement(int number) => FormattableString.Invariant($"statements/statement-{number:D7}");

    public static string Source(int number) => FormattableString.Invariant($"sources/source-{number:D7}");

    public static string Agreement(int number) => FormattableString.Invariant($"agreements/agreement-{number:D7}");

    /// <summary>A day of the record: the first for the first of so many, the last for the last.</summary>
    public static string Day(int number, int of) => IsoDate.Format(FirstDay.AddDays((int)((long)number * Days / of)));

    public int Next(int most) => _random.Next(most);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Several of a number of resources that exist, or nothing if there are none.</summary>
    public IEnumerable<string> Some(int least, int most, int existing, Func<int, string> name) =>
        existing == 0 ? [] : Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => name(_random.Next(existing))).Distinct();

    /// <summary>Words of a length in characters.</summary>
    public string Text(int least, int most)
    {
        var length = _random.Next(least, most);
        return _text.Substring(_random.Next(_text.Length - length), length).Trim();
    }
}
