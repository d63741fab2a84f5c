using System.Collections.Immutable;

namespace AllianceServices.Gateway.Domain;

/// <summary>
/// Finds public records and assessments by name, and records by the criterion that they bear on. There may be a million of them, so that composing a
/// view asks for those that it shows instead of walking over all.
/// </summary>
public sealed class RecordIndex
{
    /// <summary>No record at all.</summary>
    public static RecordIndex Empty { get; } = new()
    {
        Statement = _ => null,
        Agreement = _ => null,
        Source = _ => null,
        Assessment = _ => null,
        StatementsOn = _ => DatedName.None,
        AgreementsOn = _ => [],
    };

    /// <summary>A statement by name, published or not; null where there is none.</summary>
    public required Func<string, Statement?> Statement { get; init; }

    /// <summary>An agreement by name; null where there is none.</summary>
    public required Func<string, Agreement?> Agreement { get; init; }

    /// <summary>A source by name; null where there is none.</summary>
    public required Func<string, Source?> Source { get; init; }

    /// <summary>An assessment by name; null where there is none.</summary>
    public required Func<string, Assessment?> Assessment { get; init; }

    /// <summary>The published statements that bear on a criterion, the newest first.</summary>
    public required Func<string, ImmutableSortedSet<DatedName>> StatementsOn { get; init; }

    /// <summary>The agreements that bear on a criterion.</summary>
    public required Func<string, IReadOnlyList<Agreement>> AgreementsOn { get; init; }

    /// <summary>A statement or agreement by name; null where there is none.</summary>
    public object? Find(string record) => (object?)Statement(record) ?? Agreement(record);

    /// <summary>The same with another version of one statement or agreement, or without it.</summary>
    public RecordIndex With(string record, object? version) => new()
    {
        Statement = name => name == record ? version as Statement : Statement(name),
        Agreement = name => name == record ? version as Agreement : Agreement(name),
        Source = Source,
        Assessment = Assessment,
        StatementsOn = criterion =>
        {
            var others = Statement(record) is { } said ? StatementsOn(criterion).Remove(DatedName.Of(said)) : StatementsOn(criterion);
            return version is Statement { Published: true } other && other.Criteria.Contains(criterion) ? others.Add(DatedName.Of(other)) : others;
        },
        AgreementsOn = criterion =>
        [
            .. AgreementsOn(criterion).Where(agreement => agreement.Name != record),
            .. version is Agreement other && other.Criteria.Contains(criterion) ? [other] : Array.Empty<Agreement>(),
        ],
    };

    /// <summary>The speaker of a public statement or the title of an agreement; empty where the record is not at hand.</summary>
    public string TitleOf(string record) => Find(record) switch
    {
        Statement { IsOnRecord: true } statement => statement.Speaker,
        Agreement agreement => agreement.Title,
        _ => "",
    };

    /// <summary>Where a public record comes from; nothing where the record is not at hand.</summary>
    public IReadOnlyList<Source> SourcesOf(string record) => Find(record) switch
    {
        Statement { IsOnRecord: true } statement => Sources(statement.Sources),
        Agreement agreement => Sources(agreement.Sources),
        _ => [],
    };

    /// <summary>Sources with what is known of them.</summary>
    public IReadOnlyList<Source> Sources(IEnumerable<string> names) => [.. names.Select(name => Source(name) ?? new Source(name))];
}

/// <summary>A resource by its date and its name.</summary>
/// <param name="Date">The date; the first of the calendar for a resource without one.</param>
/// <param name="Name">The name.</param>
public readonly record struct DatedName(DateOnly Date, string Name)
{
    /// <summary>The newest first, and on one day by name.</summary>
    public static IComparer<DatedName> NewestFirst { get; } = Comparer<DatedName>.Create((a, b) =>
        b.Date.CompareTo(a.Date) is not 0 and var byDate ? byDate : string.CompareOrdinal(a.Name, b.Name));

    /// <summary>An empty set of them, ordered.</summary>
    public static ImmutableSortedSet<DatedName> None { get; } = ImmutableSortedSet.Create(NewestFirst);

    /// <summary>The date and name of a fact.</summary>
    public static DatedName Of(object fact) => fact switch
    {
        Assessment assessment => new(assessment.Date, assessment.Name),
        Statement statement => new(statement.Date, statement.Name),
        Agreement agreement => new(default, agreement.Name),
        Criterion criterion => new(default, criterion.Name),
        Position position => new(default, position.Name),
        _ => new(default, ""),
    };
}
