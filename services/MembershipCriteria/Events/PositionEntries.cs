using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Events;

/// <summary>A country, and the path on which its position is meant.</summary>
internal readonly record struct PartyOnTrack(string Organization, string Candidate, string Party);

/// <summary>What records say about positions, kept so that positions can be derived again at any time.</summary>
internal static class PositionEntries
{
    private const string EditorialReset = "editorial_reset";

    /// <summary>The entries of a record after a change; null for a resource that has none by its nature.</summary>
    public static List<PositionEntryRow>? Of(Change change)
    {
        if (change.Resource.TryUnpack<Statement>(out var statement))
        {
            return statement.State != Statement.Types.State.Published ? [] : Rows(
                statement.Name, statement.Date, statement.Positions,
                statement.Confidence == Confidence.Verified, statement.Kind == EditorialReset);
        }
        if (change.Resource.TryUnpack<Agreement>(out var agreement))
        {
            // An agreement commits its parties by its signature.
            return agreement.SignedOn.Length == 0 ? [] : Rows(
                agreement.Name, agreement.SignedOn, agreement.Positions, confirmed: true, editorialReset: false);
        }
        return null;
    }

    /// <summary>Replaces the entries of a record and returns whose position they may change.</summary>
    public static async Task<IEnumerable<PartyOnTrack>> ReplaceAsync(
        CriteriaContext db, string record, List<PositionEntryRow> entries, CancellationToken cancellationToken)
    {
        var earlier = await db.PositionEntries.Where(row => row.Record == record).ToListAsync(cancellationToken);
        if (earlier.Count > 0)
        {
            db.PositionEntries.RemoveRange(earlier);
            await db.SaveChangesAsync(cancellationToken);
        }
        db.PositionEntries.AddRange(entries);
        return earlier.Concat(entries).Select(row => new PartyOnTrack(row.Organization, row.Candidate, row.Party));
    }

    /// <summary>Forgets what the records of a register said, and returns whose position that may change.</summary>
    public static async Task<IReadOnlySet<PartyOnTrack>> ClearAsync(
        CriteriaContext db, string register, CancellationToken cancellationToken)
    {
        var entries = await db.PositionEntries.Where(row => row.Record.StartsWith(register + "/")).ToListAsync(cancellationToken);
        db.PositionEntries.RemoveRange(entries);
        return entries.Select(row => new PartyOnTrack(row.Organization, row.Candidate, row.Party)).ToHashSet();
    }

    private static List<PositionEntryRow> Rows(
        string record, string date, IEnumerable<PositionEntry> positions, bool confirmed, bool editorialReset) =>
    [
        .. positions.SelectMany(entry => entry.Parties.Select(party => (entry, party))).Index().Select(item => new PositionEntryRow
        {
            Record = record,
            Number = item.Index,
            Organization = item.Item.entry.Organization,
            Candidate = item.Item.entry.Candidate,
            Party = item.Item.party,
            Date = IsoDate.Parse(date),
            Stance = item.Item.entry.Stance,
            Level = item.Item.entry.Level,
            Confirmed = confirmed,
            EditorialReset = editorialReset,
        }),
    ];
}
