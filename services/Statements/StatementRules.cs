using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Validation;
using AllianceServices.Statements.Storage;

namespace AllianceServices.Statements;

/// <summary>What a statement must satisfy beyond the limits of its fields.</summary>
internal static class StatementRules
{
    /// <summary>All violations of a statement, with paths below the given one.</summary>
    public static async Task<IReadOnlyList<FieldViolation>> CheckAsync(
        StatementsContext db, Statement statement, string path, CancellationToken cancellationToken)
    {
        var violations = new List<FieldViolation>();
        violations.AddRange(PositionRules.Check(statement.Positions, path));
        foreach (var (i, claim) in statement.Claims.Index())
        {
            if (claim.High < claim.Low)
            {
                violations.Add(new($"{path}.claims[{i}].high", "must not be below low"));
            }
        }
        foreach (var (i, source) in statement.Sources.Index())
        {
            // Finds rows that are about to be added in the same transaction too.
            if (await db.Set<SourceRow>().FindAsync([source], cancellationToken) is null)
            {
                violations.Add(new($"{path}.sources[{i}]", $"{source} does not exist", ErrorReason.ReferenceNotFound));
            }
        }
        return violations;
    }
}
