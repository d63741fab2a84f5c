using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Events;

/// <summary>Which records of the other registers exist and are public, as far as their logs have been handled.</summary>
internal static class KnownRecords
{
    /// <summary>Notes what some records have become.</summary>
    /// <param name="db">The database, inside the transaction that handles the changes.</param>
    /// <param name="changes">The last change of each record.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task NoteAsync(CriteriaContext db, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var states = changes.Select(change => (change.Name, IsPublic: IsPublic(change)))
            .Where(state => state.IsPublic is not null).ToDictionary(state => state.Name, state => state.IsPublic!.Value, StringComparer.Ordinal);
        var names = states.Keys.ToList();
        var rows = await db.KnownRecords.Where(row => names.Contains(row.Name)).ToDictionaryAsync(row => row.Name, cancellationToken);
        foreach (var (name, isPublic) in states)
        {
            if (rows.TryGetValue(name, out var row))
            {
                row.IsPublic = isPublic;
            }
            else
            {
                db.KnownRecords.Add(new KnownRecordRow { Name = name, IsPublic = isPublic });
            }
        }
    }

    /// <summary>Forgets the records of a register.</summary>
    public static Task ClearAsync(CriteriaContext db, string register, CancellationToken cancellationToken) =>
        register == ServiceInfo.Statements.Name
            ? db.KnownRecords.Where(row => row.Name.StartsWith("statements/") || row.Name.StartsWith("sources/")).ExecuteDeleteAsync(cancellationToken)
            : db.KnownRecords.Where(row => row.Name.StartsWith("agreements/")).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Those of the names that are known to be public.</summary>
    public static async Task<List<string>> PublicAsync(CriteriaContext db, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        await db.KnownRecords.Where(row => row.IsPublic && names.Contains(row.Name)).Select(row => row.Name).ToListAsync(cancellationToken);

    // Null for what nothing here relies on.
    private static bool? IsPublic(Change change) =>
        change.Resource.TryUnpack<Statement>(out var statement) ? statement.State == Statement.Types.State.Published
        : change.Resource.Is(Source.Descriptor) || change.Resource.Is(Agreement.Descriptor) ? true
        : null;
}
