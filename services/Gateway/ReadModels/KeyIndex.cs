using System.Collections.Immutable;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>What is known under one key.</summary>
/// <param name="Current">The resources whose newest version has the key, the newest first.</param>
/// <param name="Former">Names of resources of which an earlier version had it, perhaps with another date.</param>
/// <param name="Dates">Every date at which a resource with the key could change a view. A date is never taken out: one at
/// which nothing changes any more costs a comparison, no answer.</param>
internal sealed record KeyIndex(
    ImmutableSortedSet<DatedName> Current, ImmutableHashSet<string> Former, ImmutableSortedSet<DateOnly> Dates)
{
    public static KeyIndex Empty { get; } = 
        new(DatedName.None, ImmutableHashSet.Create<string>(StringComparer.Ordinal), []);

    /// <summary>Makes the next one.</summary>
    internal sealed class Builder(KeyIndex origin)
    {
        private readonly ImmutableSortedSet<DatedName>.Builder _current = origin.Current.ToBuilder();
        private readonly ImmutableSortedSet<DateOnly>.Builder _dates = origin.Dates.ToBuilder();
        private ImmutableHashSet<string> _former = origin.Former;

        public void Add(DatedName item, IEnumerable<DateOnly> dates)
        {
            _current.Add(item);
            foreach (var date in dates)
            {
                _dates.Add(date);
            }
        }

        public void Remove(DatedName item)
        {
            _current.Remove(item);
            _former = _former.Add(item.Name);
        }

        public KeyIndex ToImmutable() => new(_current.ToImmutable(), _former, _dates.ToImmutable());
    }
}

/// <summary>By what a resource can be found: its kind, and what it belongs to.</summary>
internal readonly record struct Key(Kind Kind, string Value);

/// <summary>The kinds of resources that are found by key.</summary>
internal enum Kind
{
    /// <summary>Criteria, by track.</summary>
    Criterion,

    /// <summary>Assessments, by criterion.</summary>
    Assessment,

    /// <summary>Positions, by track.</summary>
    Position,

    /// <summary>Organizations, by their own name.</summary>
    Organization,

    /// <summary>Published statements, by a criterion that they bear on.</summary>
    Statement,

    /// <summary>Published statements with claims, by an organization that they are about.</summary>
    Claim,

    /// <summary>Agreements, by a party or by a criterion that they bear on.</summary>
    Agreement,
}

/// <summary>The keys of a resource.</summary>
internal static class KeysOf
{
    public static IReadOnlyCollection<Key> Facts(object facts) => facts switch
    {
        Criterion criterion => [new(Kind.Criterion, ResourceName.ParentOf(criterion.Name))],
        Position position => [new(Kind.Position, ResourceName.ParentOf(position.Name))],
        Assessment assessment => [new(Kind.Assessment, assessment.Criterion)],
        Organization organization => [new(Kind.Organization, organization.Name)],
        // What is not published counts nowhere.
        Statement { Published: true } statement =>
        [
            .. statement.Criteria.Distinct().Select(criterion => new Key(Kind.Statement, criterion)),
            .. statement.Claims.Count > 0 ? statement.AboutOrganizations.Distinct().Select(o => new Key(Kind.Claim, o)) : [],
        ],
        Agreement agreement => [.. agreement.Parties.Concat(agreement.Criteria).Distinct().Select(value => new Key(Kind.Agreement, value))],
        _ => [],
    };
}
