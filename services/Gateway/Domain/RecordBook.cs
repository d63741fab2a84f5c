using System.Collections.Immutable;

namespace AllianceServices.Gateway.Domain;

/// <summary>The public records of a track as seen on one day.</summary>
internal sealed class RecordBook(RecordIndex index, DateOnly asOf)
{
    /// <summary>The sources with what is known of them.</summary>
    public IReadOnlyList<Source> Sources(IEnumerable<string> names) => index.Sources(names);

    /// <summary>Where a record comes from; nothing if the record is not at hand.</summary>
    public IReadOnlyList<Source> SourcesOf(string record) => index.SourcesOf(record);

    /// <summary>
    /// The evidence on a criterion, and the number of public records dated up to the day that bear on it: the records that
    /// the assessment cites, in its order, then at most <paramref name="limit"/> others that name the criterion, newest
    /// first.
    /// </summary>
    public (IReadOnlyList<Evidence> Evidence, int Related) EvidenceOn(string criterion, Assessment? assessment, int limit)
    {
        var cited = (assessment?.Evidence ?? []).Distinct()
            // A cited record that has not been read yet is still named: the status rests on it.
            .Select(name => EntryOf(name) ?? new Entry(name, null, "", [], IsDraft: index.Statement(name) is not null))
            .Where(entry => !entry.IsDraft)
            .ToList();
        var names = cited.Select(entry => entry.Record).ToHashSet(StringComparer.Ordinal);
        var statements = index.StatementsOn(criterion);
        var agreements = index.AgreementsOn(criterion)
            .Select(OfAgreement).Where(entry => entry.Date <= asOf && !names.Contains(entry.Record)).ToList();
        var first = FirstUpTo(statements);
        var others = statements.Skip(first).Where(item => !names.Contains(item.Name)).Take(limit)
            .Select(item => EntryOf(item.Name)!)
            .Concat(agreements)
            .OrderByDescending(entry => entry.Date).ThenBy(entry => entry.Record, StringComparer.Ordinal)
            .Take(limit);
        var citedToo = cited.Count(entry => statements.Contains(new(entry.Date ?? default, entry.Record)) && entry.Date <= asOf);

        return (
            [.. cited.Select(entry => ToEvidence(entry, assessment)), .. others.Select(entry => ToEvidence(entry, null))],
            statements.Count - first - citedToo + agreements.Count + cited.Count(entry => entry.IsPublic && entry.Date <= asOf));
    }

    // The set is ordered newest first, so that everything from here on is dated up to the day.
    private int FirstUpTo(ImmutableSortedSet<DatedName> statements) =>
        statements.IndexOf(new(asOf, "")) is >= 0 and var exact ? exact : ~statements.IndexOf(new(asOf, ""));

    private Evidence ToEvidence(Entry entry, Assessment? citing) => new(
        entry.Record, entry.Date, entry.Title, Cited: citing is not null, index.Sources(entry.Sources),
        ChangedSince: citing is not null && (entry.IsRetracted || entry.CorrectedAt > citing.RecordedAt));

    private Entry? EntryOf(string record) =>
        index.Statement(record) is { IsOnRecord: true } statement
            ? new(statement.Name, statement.Date, statement.Speaker, statement.Sources, statement.CorrectedAt, statement.Published, IsRetracted: statement.Retracted)
            : index.Agreement(record) is { } agreement ? OfAgreement(agreement) : null;

    private Entry OfAgreement(Agreement agreement) =>
        new(agreement.Name, agreement.DateOn(asOf), agreement.Title, agreement.Sources, agreement.CorrectedAt, IsPublic: true);

    private sealed record Entry(
        string Record, DateOnly? Date, string Title, IReadOnlyList<string> Sources,
        DateTimeOffset? CorrectedAt = null, bool IsPublic = false, bool IsDraft = false, bool IsRetracted = false);
}
