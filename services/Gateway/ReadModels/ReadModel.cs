using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// What the change logs of the registers say, kept so that the facts of a track can be had as of any cut. A snapshot:
/// applying changes gives a new one, and readers of this one are not disturbed.
/// </summary>
public sealed class ReadModel
{
    private readonly VersionStore _store;
    private readonly Versions _versions;

    private ReadModel(
        VersionStore store, ImmutableDictionary<Key, KeyIndex> byKey, ImmutableSortedSet<string> tracks,
        ImmutableSortedDictionary<string, long> logPositions)
    {
        _store = store;
        _versions = new Versions(store, new Horizon(logPositions), byKey);
        Tracks = tracks;
        LogPositions = logPositions;
        store.Head = this;
    }

    /// <summary>A model before any change, the beginning of a line of its own.</summary>
    public static ReadModel Empty => new(
        new VersionStore(),
        ImmutableDictionary<Key, KeyIndex>.Empty,
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>The tracks on record, by name.</summary>
    public ImmutableSortedSet<string> Tracks { get; }

    /// <summary>The sequence of the last change read, by register. A register of which nothing was read is absent.</summary>
    public ImmutableSortedDictionary<string, long> LogPositions { get; }

    /// <summary>The model after the next changes of one register. One thread at a time, and from the newest model only.</summary>
    /// <param name="changes">Changes of one register in log order, beginning with the first that this model lacks.</param>
    /// <exception cref="ArgumentException">A change is missing, repeated or of another register.</exception>
    /// <exception cref="InvalidOperationException">Another model has followed this one already.</exception>
    public ReadModel Apply(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }
        if (_store.Head != this)
        {
            throw new InvalidOperationException("Another model has followed this one already.");
        }
        // All are read before the first is kept, so that one that cannot be read leaves nothing behind.
        var versions = Read(changes);
        var indexes = new KeyIndexes(_versions.ByKey);
        var tracks = Tracks;
        foreach (var (name, version) in versions)
        {
            _store.Add(name, version);
            indexes.Add(version);
            tracks = version.Facts is Track ? tracks.Add(name) : tracks;
        }
        return new ReadModel(
            _store, indexes.ToImmutable(), tracks, LogPositions.SetItem(changes[0].Register, changes[^1].Sequence));
    }

    private List<(string Name, Version Version)> Read(IReadOnlyList<Change> changes)
    {
        var register = changes[0].Register;
        var index = Horizon.IndexOf(register);
        var sequence = LogPositions.GetValueOrDefault(register);
        var versions = new List<(string, Version)>(changes.Count);
        var newest = new Dictionary<string, Version>(changes.Count, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (index < 0 || change.Register != register || change.Sequence != ++sequence)
            {
                throw new ArgumentException(
                    $"Expected {register}/{sequence}, got {change.Register}/{change.Sequence}.", nameof(changes));
            }
            var earlier = newest.GetValueOrDefault(change.Name) ?? _store.Newest(change.Name);
            if (Facts.Of(change, earlier?.Facts) is { } facts)
            {
                var version = new Version(facts, index, sequence, change.RecordTime.ToDateTimeOffset(), earlier);
                newest[change.Name] = version;
                versions.Add((change.Name, version));
            }
        }
        return versions;
    }

    /// <summary>What is kept of a resource, of any type; null for none.</summary>
    public object? FindRecord(string name) => _versions.Find<object>(name, Cut.Latest);

    /// <summary>Everything on record about a track; null if there was no such track.</summary>
    /// <param name="track">The track, <c>tracks/{track}</c>.</param>
    /// <param name="cut">What counts as known.</param>
    public TrackFacts? FactsOf(string track, Cut cut)
    {
        if (_versions.Find<Track>(track, cut) is not { } path)
        {
            return null;
        }
        var criteria = _versions.WithKey<Criterion>(new(Kind.Criterion, track), cut).ToList();
        var organization = _versions.Find<Organization>(path.Organization, cut);
        return new TrackFacts
        {
            Track = track,
            Candidate = path.Candidate,
            Organization = path.Organization,
            OrganizationName = organization?.DisplayName ?? "",
            Memberships = organization?.Memberships ?? [],
            Criteria = criteria,
            Assessments = [.. criteria.SelectMany(c => _versions.WithKey<Assessment>(new(Kind.Assessment, c.Name), cut))],
            Positions = [.. _versions.WithKey<Position>(new(Kind.Position, track), cut)],
            Agreements = [.. _versions.WithKey<Agreement>(new(Kind.Agreement, path.Candidate), cut)],
            Records = RecordsAt(cut),
        };
    }

    /// <summary>Everything on record about a track where nothing but some assessments changed.</summary>
    /// <param name="before">The latest facts of an earlier model of the same line.</param>
    /// <param name="assessments">The assessments that were recorded since.</param>
    public TrackFacts FactsAfter(TrackFacts before, IReadOnlySet<string> assessments)
    {
        // By reference: looking at the names of all would take longer than everything else that a change takes.
        var replaced = assessments.SelectMany(EarlierFacts).ToHashSet(ReferenceEqualityComparer.Instance);
        return before with
        {
            Assessments =
            [
                .. replaced.Count == 0 ? before.Assessments : before.Assessments.Where(a => !replaced.Contains(a)),
                .. assessments.Select(name => _versions.Find<Assessment>(name, Cut.Latest)).OfType<Assessment>(),
            ],
            Records = RecordsAt(Cut.Latest),
        };
    }

    // Of the versions before the newest.
    private IEnumerable<object> EarlierFacts(string name)
    {
        for (var version = _store.Newest(name)?.Earlier; version is not null; version = version.Earlier)
        {
            yield return version.Facts;
        }
    }

    private RecordIndex RecordsAt(Cut cut)
    {
        // As of the latest, these are at hand. As of another cut every record of the key is looked at, and that once.
        var statements = new ConcurrentDictionary<string, ImmutableSortedSet<DatedName>>(StringComparer.Ordinal);
        ImmutableSortedSet<DatedName> StatementsOn(string criterion) => _versions.Dated<Statement>(new(Kind.Statement, criterion), cut);
        return new()
        {
            Statement = name => _versions.Find<Statement>(name, cut),
            Agreement = name => _versions.Find<Agreement>(name, cut),
            Source = name => _versions.Find<Source>(name, cut),
            Assessment = name => _versions.Find<Assessment>(name, cut),
            StatementsOn = cut == Cut.Latest ? StatementsOn : criterion => statements.GetOrAdd(criterion, StatementsOn),
            AgreementsOn = criterion => [.. _versions.WithKey<Agreement>(new(Kind.Agreement, criterion), cut)],
        };
    }

    /// <summary>The published statements that make claims about the register, the newest first.</summary>
    /// <param name="organization">The organization that they are about, <c>organizations/{organization}</c>.</param>
    /// <param name="cut">What counts as known.</param>
    public IEnumerable<Statement> ClaimingStatements(string organization, Cut cut) =>
        _versions.WithKey<Statement>(new(Kind.Claim, organization), cut);

    /// <summary>
    /// The dates at which the view of a track can differ from that of the day before, in order. Between two of them every
    /// view is the same.
    /// </summary>
    public IReadOnlyList<DateOnly> ChangeDatesOf(TrackFacts facts)
    {
        var keys = facts.Criteria.SelectMany(c => new Key[]
            {
                new(Kind.Assessment, c.Name), new(Kind.Statement, c.Name), new(Kind.Agreement, c.Name),
            })
            .Append(new(Kind.Position, facts.Track))
            .Append(new(Kind.Organization, facts.Organization))
            .Append(new(Kind.Agreement, facts.Candidate));
        var cited = facts.Assessments.SelectMany(a => a.Evidence).Distinct()
            .SelectMany(record => ChangeDates.Of(facts.Records.Find(record)));
        return [.. keys.SelectMany(_versions.DatesOf).Concat(cited).Distinct().Order()];
    }
}
