namespace AllianceServices.Gateway.Domain;

/// <summary>The public records of a track as seen on one day, found by name and by the criterion that they name.</summary>
internal sealed class RecordBook
{
    private readonly DateOnly _asOf;
    private readonly Dictionary<string, Source> _sources;
    private readonly HashSet<string> _drafts;
    private readonly Dictionary<string, Entry> _byName;
    private readonly ILookup<string, Entry> _byCriterion;

    public RecordBook(TrackFacts facts, DateOnly asOf)
    {
        _asOf = asOf;
        _sources = facts.Sources.ToDictionary(s => s.Name);
        _drafts = [.. facts.Statements.Where(s => !s.Published).Select(s => s.Name)];
        _byName = facts.Statements.Where(s => s.Published)
            .Select(s => new Entry(s.Name, s.Date, s.Speaker, s.Criteria, s.Sources))
            .Concat(facts.Agreements.Select(a => new Entry(a.Name, a.DateOn(asOf), a.Title, a.Criteria, a.Sources)))
            .ToDictionary(e => e.Name);
        _byCriterion = _byName.Values
            .Where(e => e.Date <= asOf)
            .SelectMany(e => e.Criteria.Distinct(), (entry, criterion) => (entry, criterion))
            .ToLookup(pair => pair.criterion, pair => pair.entry);
    }

    /// <summary>The sources with what is known of them.</summary>
    public IReadOnlyList<Source> Sources(IEnumerable<string> names) =>
        [.. names.Select(name => _sources.GetValueOrDefault(name) ?? new Source(name))];

    /// <summary>Where a record comes from; nothing if the record is not at hand.</summary>
    public IReadOnlyList<Source> SourcesOf(string record) =>
        _byName.TryGetValue(record, out var entry) ? Sources(entry.Sources) : [];

    /// <summary>
    /// The evidence on a criterion, and the number of records dated up to the day that bear on it: the cited records in
    /// their order, then at most <paramref name="limit"/> others that name the criterion, newest first.
    /// </summary>
    public (IReadOnlyList<Evidence> Evidence, int Related) EvidenceOn(
        string criterion, IEnumerable<string> citedNames, int limit)
    {
        // A cited record that has not been read yet is still named: the status rests on it.
        var cited = citedNames.Distinct().Where(name => !_drafts.Contains(name))
            .Select(name => _byName.GetValueOrDefault(name) ?? new Entry(name, null, "", [], []))
            .ToList();
        var others = _byCriterion[criterion].ExceptBy(cited.Select(e => e.Name), e => e.Name).ToList();
        var newest = others.OrderByDescending(e => e.Date).ThenBy(e => e.Name, StringComparer.Ordinal).Take(limit);

        return (
            [.. cited.Select(e => ToEvidence(e, cited: true)), .. newest.Select(e => ToEvidence(e, cited: false))],
            others.Count + cited.Count(e => e.Date <= _asOf));
    }

    private Evidence ToEvidence(Entry entry, bool cited) =>
        new(entry.Name, entry.Date, entry.Title, cited, Sources(entry.Sources));

    private sealed record Entry(
        string Name, DateOnly? Date, string Title, IReadOnlyList<string> Criteria, IReadOnlyList<string> Sources);
}
