namespace AllianceServices.Gateway.Domain;

/// <summary>
/// What lies between two states of the record: what came, went, was corrected, took effect or lapsed. Whatever was there
/// before and after unchanged is none of it.
/// </summary>
/// <param name="before">The one state.</param>
/// <param name="after">The other.</param>
public sealed class RecordChanges(RecordState before, RecordState after)
{
    /// <summary>The earlier state.</summary>
    public RecordState Before => before;

    /// <summary>The later state.</summary>
    public RecordState After => after;

    /// <summary>Whether an assessment, a statement or an agreement is another than before, or was not of the day before.</summary>
    public bool IsNews(string record) =>
        !ReferenceEquals(before.Find(record), after.Find(record)) || before.DateOf(record) != after.DateOf(record);

    /// <summary>Whether a criterion came, went or was redefined.</summary>
    public bool IsRedefined(string criterion) => !ReferenceEquals(before.Criterion(criterion), after.Criterion(criterion));

    /// <summary>The public records that began or ceased to name a criterion. Where it has a million, this takes its time.</summary>
    public IEnumerable<string> Naming(string criterion)
    {
        var (earlier, later) = (before.Facts.Records, after.Facts.Records);
        return earlier.StatementsOn(criterion).SymmetricExcept(later.StatementsOn(criterion)).Select(statement => statement.Name)
            .Concat(earlier.AgreementsOn(criterion).Concat(later.AgreementsOn(criterion)).Select(agreement => agreement.Name))
            .Distinct()
            .Where(record => before.Names(record, criterion) != after.Names(record, criterion));
    }

    /// <summary>The records that began or ceased to count for a country's position, or say something else of it than before.</summary>
    public IReadOnlyCollection<string> Counting(string party)
    {
        var mentions = before.Counting(party).ToHashSet();
        mentions.SymmetricExceptWith(after.Counting(party));
        return [.. mentions.Select(mention => mention.Record).Distinct()];
    }
}

/// <summary>The record of a track as known at some point, seen from a day.</summary>
/// <param name="Facts">What is known.</param>
/// <param name="Day">The day: what is of a later one has not happened.</param>
public sealed record RecordState(TrackFacts Facts, DateOnly Day)
{
    /// <summary>An assessment, a statement or an agreement, of whatever day; null where there is none.</summary>
    public object? Find(string record) => (object?)Facts.Records.Assessment(record) ?? Facts.Records.Find(record);

    /// <summary>The date under which a record stands on the day; null where it has not come by then.</summary>
    public DateOnly? DateOf(string record)
    {
        var date = Find(record) switch
        {
            Assessment assessment => assessment.Date,
            Statement statement => statement.Date,
            Agreement agreement => agreement.DateOn(Day),
            _ => null,
        };
        return date <= Day ? date : null;
    }

    /// <summary>A criterion of the track; null where there is none.</summary>
    public Criterion? Criterion(string name) => Facts.Criteria.FirstOrDefault(criterion => criterion.Name == name);

    /// <summary>Whether a record is public and has come by the day.</summary>
    public bool IsPublic(string record) => Find(record) is Statement { Published: true } or Agreement && DateOf(record) is not null;

    /// <summary>Whether a public record of the day names a criterion.</summary>
    public bool Names(string record, string criterion) => IsPublic(record) && (Find(record) switch
    {
        Statement statement => statement.Criteria,
        Agreement agreement => agreement.Criteria,
        _ => [],
    }).Contains(criterion);

    /// <summary>The mentions of a country that count for its position on the day, oldest first.</summary>
    public IEnumerable<PositionMention> Counting(string party) =>
        (Facts.Positions.FirstOrDefault(position => position.Party == party)?.Mentions ?? [])
            .Where(mention => mention.Counts && mention.Date <= Day);

    /// <summary>The last word of a country's head of state by the day; null where there is none.</summary>
    public PositionMention? HeadOfState(string party) => Counting(party).LastOrDefault(mention => mention.Level == Authority.HeadOfState);
}
