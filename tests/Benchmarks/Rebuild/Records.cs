using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>Makes the resources of Statements and Agreements up: as long as those of the reference data, and as valid.</summary>
internal sealed class Records(LogMix mix, Vocabulary words)
{
    // Every so many statements one commits a country, and makes a change of that country's position.
    private readonly int _stride = Math.Max(1, mix.Positions == 0 ? int.MaxValue : mix.Statements / mix.Positions);

    private static readonly string[] Kinds = ["interview", "press_briefing", "speech", "declaration", "article"];

    /// <summary>The statement behind a change of a position.</summary>
    public static int StatementOf(int position, LogMix mix) => position * Math.Max(1, mix.Statements / mix.Positions);

    /// <summary>What the record behind a change of a position says.</summary>
    public static PositionEntry EntryOf(int position) => new()
    {
        Organization = Vocabulary.Organization(position % LogMix.Tracks),
        Candidate = Vocabulary.Candidate,
        // A stance mostly stays: it changes with every seventh entry of a country.
        Stance = (Stance)((int)Stance.Supports + position / LogMix.Tracks / Vocabulary.Countries.Count / 7 % 5),
        Level = AuthorityLevel.Government,
        Parties = { Vocabulary.Countries[position / LogMix.Tracks % Vocabulary.Countries.Count] },
    };

    public Statement Statement(int number, int sources)
    {
        var statement = new Statement
        {
            Name = Vocabulary.Statement(number),
            Speaker = words.Text(10, 25),
            SpeakerRole = words.Text(15, 40),
            SpeakerLevel = AuthorityLevel.Government,
            Countries = { words.Pick(Vocabulary.Countries) },
            Date = Vocabulary.Day(number, mix.Statements),
            DatePrecision = DatePrecision.Day,
            DateConfidence = DateConfidence.Verified,
            Venue = words.Text(5, 25),
            Kind = words.Pick(Kinds),
            Topics = { "security-agreements" },
            Stance = Stance.SupportsWithConditions,
            StanceJustification = words.Text(30, 100),
            Summary = words.Text(60, 240),
            AboutOrganizations = { Vocabulary.Organization(number % LogMix.Tracks) },
            Criteria = { words.Some(0, 2, LogMix.Tracks * LogMix.CriteriaPerTrack, Vocabulary.Criterion) },
            // Sources are cited whether or not there are any: what is not there is named all the same.
            Sources = { words.Some(1, 3, Math.Max(1, sources), Vocabulary.Source) },
            Confidence = Confidence.Verified,
            State = Alliance.Statements.V1.Statement.Types.State.Published,
        };
        if (words.Chance(0.6))
        {
            statement.Quote = words.Text(60, 260);
        }
        if (number % _stride == 0 && number / _stride < mix.Positions)
        {
            statement.Positions.Add(EntryOf(number / _stride));
        }
        return statement;
    }

    public Source Source(int number) => new()
    {
        Name = Vocabulary.Source(number),
        Publisher = words.Text(8, 25),
        Title = words.Text(40, 120),
        Url = FormattableString.Invariant($"https://example.org/{Vocabulary.Day(number, mix.Sources)}/{number}-report-on-the-accession"),
        PublishedOn = Vocabulary.Day(number, mix.Sources),
        Language = "en",
        Confidence = Confidence.Verified,
        Basis = Alliance.Statements.V1.Source.Types.Basis.TextSeen,
    };

    public Agreement Agreement(int number)
    {
        var day = Vocabulary.Day(number, mix.Agreements);
        return new Agreement
        {
            Name = Vocabulary.Agreement(number),
            Title = words.Text(40, 120),
            // Few are the candidate's: a view lists all of those.
            Parties = { new Party { Country = number % 100 == 0 ? Vocabulary.Candidate : "MD" }, new Party { Country = words.Pick(Vocabulary.Countries) } },
            Type = AgreementType.BilateralSecurityAgreement,
            Events =
            {
                new LifecycleEvent { State = LifecycleState.Announced, Date = day, EffectiveDate = day },
                new LifecycleEvent { State = LifecycleState.Signed, Date = day, EffectiveDate = day },
            },
            Place = words.Text(5, 15),
            SignedOn = day,
            DurationYears = 10,
            Commitments =
            {
                new Commitment
                {
                    Kind = "military", Amount = 1_000_000L * (1 + words.Next(5000)), Unit = Commitment.Types.Unit.Currency,
                    Currency = "EUR", Period = "annually", Note = words.Text(20, 80),
                },
            },
            Topics = { "air-defence", "intelligence" },
            Criteria = { words.Some(0, 1, LogMix.Tracks * LogMix.CriteriaPerTrack, Vocabulary.Criterion) },
            Sources = { words.Some(1, 3, Math.Max(1, mix.Sources), Vocabulary.Source) },
            Confidence = Confidence.Verified,
        };
    }
}
