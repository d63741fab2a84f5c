using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Events;

/// <summary>Which records of the other registers exist and are or were public, as far as their logs have been handled.</summary>
internal static class KnownRecords
{
    /// <summary>Notes what some records have become.</summary>
    /// <param name="db">The database, inside the transaction that handles the changes.</param>
    /// <param name="changes">The last change of each record.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task NoteAsync(CriteriaContext db, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var states = changes.Select(change => (change.Name, Standing: StandingOf(change)))
            .Where(state => state.Standing is not null).ToDictionary(state => state.Name, state => state.Standing!.Value, StringComparer.Ordinal);
        var names = states.Keys.ToList();
        var rows = await db.KnownRecords.Where(row => names.Contains(row.Name)).ToDictionaryAsync(row => row.Name, cancellationToken);
        foreach (var (name, standing) in states)
        {
            if (rows.TryGetValue(name, out var row))
            {
                (row.IsPublic, row.IsRetracted) = standing;
            }
            else
            {
                db.KnownRecords.Add(new KnownRecordRow { Name = name, IsPublic = standing.IsPublic, IsRetracted = standing.IsRetracted });
            }
        }
    }

    /// <summary>Forgets the records of a register.</summary>
    public static Task ClearAsync(CriteriaContext db, string register, CancellationToken cancellationToken) =>
        register == ServiceInfo.Statements.Name
            ? db.KnownRecords.Where(row => row.Name.StartsWith("statements/") || row.Name.StartsWith("sources/")).ExecuteDeleteAsync(cancellationToken)
            : db.KnownRecords.Where(row => row.Name.StartsWith("agreements/")).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Those of the names that are known to be public, or to have been.</summary>
    public static async Task<List<string>> ExistingAsync(
        CriteriaContext db, IReadOnlyList<string> names, bool retractedToo, CancellationToken cancellationToken) =>
        await db.KnownRecords.Where(row => (row.IsPublic || (retractedToo && row.IsRetracted)) && names.Contains(row.Name))
            .Select(row => row.Name).ToListAsync(cancellationToken);

    // Null for what nothing here relies on.
    private static (bool IsPublic, bool IsRetracted)? StandingOf(Change change) =>
        change.Resource.TryUnpack<Statement>(out var statement)
            ? (statement.State == Statement.Types.State.Published, statement.State == Statement.Types.State.Retracted)
        : change.Resource.Is(Source.Descriptor) || change.Resource.Is(Agreement.Descriptor) ? (true, false)
        : null;
}
