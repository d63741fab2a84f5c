namespace AllianceServices.Gateway.Domain;

/// <summary>
/// What lies between two states of the record: what came, went, was corrected, took effect or lapsed. Whether that made a
/// difference is asked of the method: it did where the later view would be another without it.
/// </summary>
/// <param name="before">The one state.</param>
/// <param name="after">The other.</param>
public sealed class RecordChanges(RecordState before, RecordState after)
{
    /// <summary>The earlier state.</summary>
    public RecordState Before => before;

    /// <summary>The later state.</summary>
    public RecordState After => after;

    /// <summary>
    /// Whether anything became of a criterion, an assessment, a statement or an agreement. It need not have made a difference:
    /// most texts are shown in no view.
    /// </summary>
    public bool HasChanged(string resource) => !ReferenceEquals(Earlier(resource), after.Find(resource));

    /// <summary>The view of a criterion on the later day if nothing had become of one resource in between; null without the criterion.</summary>
    public CriterionView? CriterionWithout(string resource, string criterion) =>
        ReadinessMethodV1.CriterionOn(criterion, AfterWithout(resource), after.Day);

    /// <summary>The agreements on the later day if nothing had become of one of them in between.</summary>
    public AgreementsView AgreementsWithout(string agreement) => ReadinessMethodV1.AgreementsOn(AfterWithout(agreement), after.Day);

    /// <summary>
    /// The public records that ceased to name a criterion, then those that began to, each the newest first. Where it has a
    /// million, this takes its time.
    /// </summary>
    public IEnumerable<string> Naming(string criterion)
    {
        var (earlier, later) = (before.Naming(criterion), after.Naming(criterion));
        return earlier.Except(later).Concat(later.Except(earlier));
    }

    /// <summary>What became of the words on a country's position.</summary>
    public PositionChanges OfPosition(string party) => new(before, after, party);

    private TrackFacts AfterWithout(string resource)
    {
        var facts = after.Facts;
        var earlier = Earlier(resource);
        return facts with
        {
            Criteria = Replaced(facts.Criteria, criterion => criterion.Name == resource, earlier),
            Assessments = Replaced(facts.Assessments, assessment => assessment.Name == resource, earlier),
            Agreements = Replaced(facts.Agreements, agreement => agreement.Name == resource, earlier),
            Records = facts.Records.With(resource, earlier),
        };
    }

    private static IReadOnlyList<T> Replaced<T>(IReadOnlyList<T> facts, Predicate<T> isReplaced, object? by)
        where T : class => [.. facts.Where(fact => !isReplaced(fact)), .. by is T other ? [other] : Array.Empty<T>()];

    // The resource as it was, less what took effect between the two days. The later of two days has it still to come.
    private object? Earlier(string resource) => before.Find(resource) switch
    {
        Assessment assessment when IsBetween(assessment.Date) => null,
        Statement statement when IsBetween(statement.Date) => null,
        Agreement agreement when agreement.Events.Any(step => IsBetween(step.From)) || IsBetween(agreement.SignedOn) => agreement with
        {
            Events = [.. agreement.Events.Where(step => !IsBetween(step.From))],
            SignedOn = IsBetween(agreement.SignedOn) ? null : agreement.SignedOn,
        },
        var unchanged => unchanged,
    };

    private bool IsBetween(DateOnly? day) => day > before.Day && day <= after.Day;
}

/// <summary>The record of a track as known at some point, seen from a day.</summary>
/// <param name="Facts">What is known.</param>
/// <param name="Day">The day: what is of a later one has not happened.</param>
public sealed record RecordState(TrackFacts Facts, DateOnly Day)
{
    /// <summary>An assessment, a statement or an agreement of whatever day, or a criterion; null where there is none.</summary>
    public object? Find(string resource) => Facts.Records.Assessment(resource) ?? Facts.Records.Find(resource) ?? Criterion(resource);

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

    /// <summary>The public records of the day that name a criterion, the newest first.</summary>
    public IReadOnlyList<string> Naming(string criterion) =>
    [
        .. Facts.Records.AgreementsOn(criterion).Select(agreement => new DatedName(agreement.DateOn(Day) ?? DateOnly.MaxValue, agreement.Name))
            .Concat(Facts.Records.StatementsOn(criterion))
            .Where(record => record.Date <= Day)
            .Order(DatedName.NewestFirst)
            .Select(record => record.Name),
    ];

    /// <summary>The mentions of a country that count for its position on the day, oldest first.</summary>
    public IEnumerable<PositionMention> Counting(string party) =>
        (Facts.Positions.FirstOrDefault(position => position.Party == party)?.Mentions ?? [])
            .Where(mention => mention.Counts && mention.Date <= Day);
}
