using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.Gateway.ReadModels;

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
        Statement { Published: true } statement => Distinct(
            Kind.Statement, statement.Criteria, Kind.Claim, statement.Claims.Count > 0 ? statement.AboutOrganizations : []),
        Agreement agreement => Distinct(Kind.Agreement, agreement.Parties, Kind.Agreement, agreement.Criteria),
        _ => [],
    };

    private static List<Key> Distinct(Kind kind, IReadOnlyList<string> values, Kind otherKind, IReadOnlyList<string> others)
    {
        var keys = new List<Key>(values.Count + others.Count);
        for (var i = 0; i < values.Count + others.Count; i++)
        {
            var key = i < values.Count ? new Key(kind, values[i]) : new Key(otherKind, others[i - values.Count]);
            if (!keys.Contains(key))
            {
                keys.Add(key);
            }
        }
        return keys;
    }
}
