using Alliance.Criteria.V1;
using Alliance.Type.V1;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>Makes the resources of MembershipCriteria up, positions as they are derived from the records.</summary>
internal sealed class Judgements(LogMix mix, Vocabulary words)
{
    // A position holds every entry of its country since the beginning. In a log of a million made-up changes that would be
    // thousands; in the reference data it is 15 at most, and 5 in the middle.
    private const int MostEntries = 20;

    private static readonly string[] Assessors = ["European Commission", "Council", "editor, from the declaration", "Secretary General"];
    private readonly Dictionary<string, Position> _positions = [];

    public static Organization Organization(int track) => new()
    {
        Name = Vocabulary.Organization(track),
        DisplayName = $"Alliance {track}",
        ShortName = $"A{track}",
        FoundingDate = "1949-04-04",
        DecisionRule = new DecisionRule { Type = DecisionRule.Types.Type.Unanimity },
        Members =
        {
            Vocabulary.Countries.Select(country => new Membership { Country = country, DisplayName = country, AccessionDate = "1999-03-12" }),
        },
        Confidence = Confidence.Verified,
    };

    public static Track Track(int track) => new()
    {
        Name = Vocabulary.Track(track),
        DisplayName = $"Ukraine's accession to alliance {track}",
        Organization = Vocabulary.Organization(track),
        Candidate = Vocabulary.Candidate,
    };

    public Criterion Criterion(int number) => new()
    {
        Name = Vocabulary.Criterion(number),
        Title = words.Text(20, 80),
        Description = words.Text(60, 200),
        Kind = Alliance.Criteria.V1.Criterion.Types.Kind.Condition,
        Scale = Alliance.Criteria.V1.Criterion.Types.Scale.FiveStep,
        Gate = number < 2 * LogMix.Tracks,
        Weight = new Weight { Value = 1 + number % 10 },
        Confidence = Confidence.Verified,
    };

    public Assessment Assessment(int number) => new()
    {
        Name = FormattableString.Invariant(
            $"{Vocabulary.Criterion(words.Next(LogMix.Tracks * LogMix.CriteriaPerTrack))}/assessments/assessment-{number:D7}"),
        Date = Vocabulary.Day(number, mix.Assessments),
        DatePrecision = DatePrecision.Day,
        Status = Status.EarlyStage + words.Next(5),
        Assessor = words.Pick(Assessors),
        Summary = words.Text(60, 240),
        Evidence = { words.Some(0, 2, mix.Statements, Vocabulary.Statement) },
        Sources = { words.Some(1, 2, Math.Max(1, mix.Sources), Vocabulary.Source) },
        Confidence = Confidence.Verified,
    };

    /// <summary>The position after its next record.</summary>
    public Position Position(int number)
    {
        var entry = Records.EntryOf(number);
        var party = entry.Parties.Single();
        var name = $"{Vocabulary.Track(number % LogMix.Tracks)}/positions/{party}";
        if (!_positions.TryGetValue(name, out var position))
        {
            _positions[name] = position = new Position { Name = name, Party = party };
        }
        var record = Vocabulary.Statement(mix.Statements == 0 ? number : Records.StatementOf(number, mix));
        var day = Vocabulary.Day(number, mix.Positions);
        if (position.Entries.Count == MostEntries)
        {
            position.Entries.RemoveAt(0);
            position.Steps.RemoveAt(0);
        }
        position.Entries.Add(new PositionRecord { Record = record, Date = day, Stance = entry.Stance, Level = entry.Level, Counts = true });
        position.Steps.Add(new PositionStep { From = day, Stance = entry.Stance, Record = record, Since = day, SinceRecord = record });
        if (position.Steps is [.., var before, var last] && before.Stance == last.Stance)
        {
            (last.Since, last.SinceRecord) = (before.Since, before.SinceRecord);
        }
        return position;
    }
}
