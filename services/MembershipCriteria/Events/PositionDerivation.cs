using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Resources;
using Microsoft.EntityFrameworkCore;
using Rules = AllianceServices.Positions;

namespace AllianceServices.MembershipCriteria.Events;

/// <summary>Derives Position resources from the entries on record.</summary>
internal static class PositionDerivation
{
    /// <summary>Derives the positions anew that may have changed, and appends those that did to the log.</summary>
    public static async Task DeriveAsync(
        WriteTransaction<CriteriaContext> tx, IReadOnlySet<PartyOnTrack> affected, CancellationToken cancellationToken)
    {
        if (affected.Count == 0)
        {
            return;
        }
        // The entries of this transaction have to be visible to the queries below.
        await tx.Db.SaveChangesAsync(cancellationToken);
        foreach (var path in affected.GroupBy(party => (party.Organization, party.Candidate)))
        {
            var tracks = await tx.Db.Set<TrackRow>().AsNoTracking()
                .Where(row => row.Organization == path.Key.Organization && row.Candidate == path.Key.Candidate)
                .Select(row => row.Name).ToListAsync(cancellationToken);
            foreach (var track in tracks)
            {
                foreach (var party in path.Select(p => p.Party).Order(StringComparer.Ordinal))
                {
                    await DeriveAsync(tx, track, new(path.Key.Organization, path.Key.Candidate, party), cancellationToken);
                }
            }
        }
    }

    /// <summary>Derives all positions of a track that is new.</summary>
    public static async Task DeriveAllAsync(
        WriteTransaction<CriteriaContext> tx, Track track, CancellationToken cancellationToken)
    {
        await tx.Db.SaveChangesAsync(cancellationToken);
        var parties = await tx.Db.PositionEntries.AsNoTracking()
            .Where(row => row.Organization == track.Organization && row.Candidate == track.Candidate)
            .Select(row => row.Party).Distinct().OrderBy(party => party).ToListAsync(cancellationToken);
        foreach (var party in parties)
        {
            await DeriveAsync(tx, track.Name, new(track.Organization, track.Candidate, party), cancellationToken);
        }
    }

    private static async Task DeriveAsync(
        WriteTransaction<CriteriaContext> tx, string track, PartyOnTrack key, CancellationToken cancellationToken)
    {
        var rows = await tx.Db.PositionEntries.AsNoTracking()
            .Where(row => row.Organization == key.Organization && row.Candidate == key.Candidate && row.Party == key.Party)
            // Entries of one record stay as the record has them.
            .OrderBy(row => row.Record).ThenBy(row => row.Number)
            .ToListAsync(cancellationToken);
        var derived = ToPosition($"{track}/positions/{key.Party}", key.Party, rows);
        var stored = await Tables.Positions.FindAsync(tx.Db, derived.Name, cancellationToken);
        if (stored is null)
        {
            await Tables.Positions.SaveAsync(tx, derived, Change.Types.Kind.Created, cancellationToken);
        }
        else if (!(stored.Entries.Equals(derived.Entries) && stored.Steps.Equals(derived.Steps)))
        {
            stored.Entries.Clear();
            stored.Entries.AddRange(derived.Entries);
            stored.Steps.Clear();
            stored.Steps.AddRange(derived.Steps);
            await Tables.Positions.SaveAsync(tx, stored, Change.Types.Kind.Updated, cancellationToken);
        }
    }

    private static Position ToPosition(string name, string party, List<PositionEntryRow> rows)
    {
        var entries = rows.ConvertAll(row => (Row: row, Entry: ToEntry(row)));
        var order = Rules.Derivation.InOrder(entries.Select(pair => pair.Entry)).Index()
            .ToDictionary<(int Index, Rules.PositionEntry Item), Rules.PositionEntry, int>(
                item => item.Item, item => item.Index, ReferenceEqualityComparer.Instance);
        return new Position
        {
            Name = name,
            Party = party,
            Entries =
            {
                entries.OrderBy(pair => order[pair.Entry]).Select(pair => new PositionRecord
                {
                    Record = pair.Row.Record,
                    Date = IsoDate.Format(pair.Row.Date),
                    Stance = pair.Row.Stance,
                    Level = pair.Row.Level,
                    Counts = pair.Entry.Counts,
                    EditorialReset = pair.Row.EditorialReset,
                }),
            },
            Steps = { Rules.Derivation.Steps(entries.Select(pair => pair.Entry)).Select(ToStep) },
        };
    }

    private static Rules.PositionEntry ToEntry(PositionEntryRow row) => new(
        row.Record,
        row.Date,
        (Rules.Stance)row.Stance,
        row.Level switch
        {
            AuthorityLevel.Government => Rules.Voice.Government,
            AuthorityLevel.HeadOfState => Rules.Voice.HeadOfState,
            _ => Rules.Voice.Other,
        },
        row.Confirmed);

    private static PositionStep ToStep(Rules.PositionStep step) => new()
    {
        From = IsoDate.Format(step.From),
        Stance = (Stance)step.Decisive.Stance,
        Since = IsoDate.Format(step.SinceEntry.Date),
        Record = step.Decisive.Record,
        SinceRecord = step.SinceEntry.Record,
        Divided = step.Dissent is not null,
        DividedRecord = step.Dissent?.Record ?? "",
    };
}
