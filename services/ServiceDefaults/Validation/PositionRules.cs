using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;

namespace AllianceServices.ServiceDefaults.Validation;

/// <summary>What the position entries of a statement or an agreement must satisfy beyond the limits of their fields.</summary>
public static class PositionRules
{
    /// <summary>All violations, with paths below that of the record.</summary>
    public static IEnumerable<FieldViolation> Check(IEnumerable<PositionEntry> positions, string path)
    {
        var named = new HashSet<(string, string, AuthorityLevel, string)>();
        foreach (var (i, position) in positions.Index())
        {
            if (position.Stance == Stance.NotApplicable)
            {
                yield return new($"{path}.positions[{i}].stance", "must be a stance towards admission");
            }
            foreach (var (j, party) in position.Parties.Index())
            {
                if (!named.Add((position.Organization, position.Candidate, position.Level, party)))
                {
                    yield return new($"{path}.positions[{i}].parties[{j}]",
                        $"names {party} again for the same organization, candidate and level");
                }
            }
        }
    }
}
