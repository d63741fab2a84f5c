using System.Collections.Immutable;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults.Resources;
using Google.Protobuf.Reflection;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// What the change logs of the registers say, kept so that the facts of a track can be had as known at any instant. A
/// snapshot: applying changes gives a new one, and readers of this one are not disturbed.
/// </summary>
public sealed class ReadModel
{
    private static readonly TypeRegistry Resources = TypeRegistry.FromFiles(
        Statements.StatementReflection.Descriptor,
        Agreements.AgreementReflection.Descriptor,
        Criteria.OrganizationReflection.Descriptor,
        Criteria.CriterionReflection.Descriptor,
        Criteria.PositionReflection.Descriptor);

    private readonly Versions _versions;

    private ReadModel(Versions versions, ImmutableSortedDictionary<string, long> logPositions)
    {
        _versions = versions;
        LogPositions = logPositions;
    }

    /// <summary>The model before any change.</summary>
    public static ReadModel Empty { get; } =
        new(new Versions(KeysOf), ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>The sequence of the last change read, by register. A register of which nothing was read is absent.</summary>
    public ImmutableSortedDictionary<string, long> LogPositions { get; }

    /// <summary>The model after the next changes of one register.</summary>
    /// <param name="changes">Changes of one register in log order, beginning with the first that this model lacks.</param>
    /// <exception cref="ArgumentException">A change is missing, repeated or of another register.</exception>
    public ReadModel Apply(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        var register = changes[0].Register;
        var sequence = LogPositions.GetValueOrDefault(register);
        var next = _versions.ToBuilder();
        foreach (var change in changes)
        {
            if (change.Register != register || change.Sequence != ++sequence)
            {
                throw new ArgumentException(
                    $"Expected {register}/{sequence}, got {change.Register}/{change.Sequence}.", nameof(changes));
            }

            if (FactsOf(change) is { } facts)
            {
                next.Add(change.Name, change.RecordTime.ToDateTimeOffset(), facts);
            }
        }

        return new ReadModel(next.ToImmutable(), LogPositions.SetItem(register, sequence));
    }

    /// <summary>Everything on record about a track; null if there was no such track.</summary>
    /// <param name="track">The track, <c>tracks/{track}</c>.</param>
    /// <param name="knownAt">The instant whose knowledge counts; null for all that has been read.</param>
    public TrackFacts? FactsOf(string track, DateTimeOffset? knownAt)
    {
        if (_versions.Find<Track>(track, knownAt) is not { } path)
        {
            return null;
        }

        var criteria = _versions.WithKey<Criterion>(track, knownAt).ToList();
        var assessments = criteria.SelectMany(c => _versions.WithKey<Assessment>(c.Name, knownAt)).ToList();
        var positions = _versions.WithKey<Position>(track, knownAt).ToList();

        var keys = criteria.Select(c => c.Name).Append(path.Candidate).ToList();
        var references = assessments.SelectMany(a => a.Evidence)
            .Concat(positions.SelectMany(p => p.Steps).Select(step => step.Record))
            .ToHashSet();
        var statements = Records<Statement>(keys, references, knownAt);
        var agreements = Records<Agreement>(keys, references, knownAt);
        var sources = assessments.SelectMany(a => a.Sources)
            .Concat(statements.SelectMany(s => s.Sources))
            .Concat(agreements.SelectMany(a => a.Sources))
            .Distinct();

        return new TrackFacts
        {
            Track = track,
            Candidate = path.Candidate,
            Memberships = _versions.Find<Organization>(path.Organization, knownAt)?.Memberships ?? [],
            Criteria = criteria,
            Assessments = assessments,
            Positions = positions,
            Statements = statements,
            Agreements = agreements,
            Sources = [.. _versions.FindAll<Source>(sources, knownAt)],
        };
    }

    private List<T> Records<T>(IEnumerable<string> keys, IEnumerable<string> names, DateTimeOffset? knownAt)
        where T : class =>
        [.. keys.SelectMany(key => _versions.WithKey<T>(key, knownAt))
            .Concat(_versions.FindAll<T>(names, knownAt))
            .Distinct()];

    private static IEnumerable<string> KeysOf(object facts) => facts switch
    {
        Criterion criterion => [ResourceName.ParentOf(criterion.Name)],
        Position position => [ResourceName.ParentOf(position.Name)],
        Assessment assessment => [assessment.Criterion],
        Statement statement => statement.Criteria,
        Agreement agreement => [.. agreement.Parties, .. agreement.Criteria],
        _ => [],
    };

    private static object? FactsOf(Change change) => change.Resource?.Unpack(Resources) switch
    {
        Statements.Statement statement => statement.ToFacts(),
        Statements.Source source => source.ToFacts(),
        Agreements.Agreement agreement => agreement.ToFacts(),
        Criteria.Organization organization => organization.ToFacts(),
        Criteria.Track track => track.ToFacts(),
        Criteria.Criterion criterion => criterion.ToFacts(),
        Criteria.Assessment assessment => assessment.ToFacts(),
        Criteria.Position position => position.ToFacts(),
        // A newer register may send types that no view here needs.
        _ => null,
    };
}
