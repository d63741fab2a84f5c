using Alliance.Readiness.V1;
using RecordChanges = AllianceServices.Gateway.Domain.RecordChanges;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// Says which agreements two views show otherwise: in their entries or, where an agreement was corrected between two states
/// of the record, only in what was promised or in what a party's row says of it.
/// </summary>
internal static class AgreementDifferences
{
    /// <summary>The entries that differ, by name, and the same entry twice where only the rest differs.</summary>
    public static IEnumerable<(AgreementEntry? Before, AgreementEntry? After)> Between(
        AgreementsView before, AgreementsView after, RecordChanges? changes)
    {
        if (ReferenceEquals(before, after))
        {
            return [];
        }

        var entries = Differences.Pairs(before.Agreements, after.Agreements, entry => entry.Agreement).ToList();
        var told = entries.Select(pair => (pair.After ?? pair.Before)!.Agreement).ToHashSet(StringComparer.Ordinal);
        var otherSources = OtherSources(before, after).ToHashSet(StringComparer.Ordinal);
        return entries
            .Concat(after.Agreements
                .Where(entry => !told.Contains(entry.Agreement))
                .Where(entry => otherSources.Contains(entry.Agreement) || MadeADifference(entry.Agreement, after, changes))
                .Select(entry => ((AgreementEntry?)entry, (AgreementEntry?)entry)))
            .OrderBy(pair => (pair.Item2 ?? pair.Item1)!.Agreement, StringComparer.Ordinal);
    }

    private static bool MadeADifference(string agreement, AgreementsView after, RecordChanges? changes) =>
        changes?.HasChanged(agreement) == true && !ReadinessMapper.ToMessage(changes.AgreementsWithout(agreement)).Equals(after);

    // The agreements that stand where they stood and of whose sources something else is known.
    private static IEnumerable<string> OtherSources(AgreementsView before, AgreementsView after) =>
        Differences.Pairs(before.Parties, after.Parties, party => party.Party)
            .Where(pair => pair.Before?.Agreement == pair.After?.Agreement && !Equals(pair.Before?.Sources, pair.After?.Sources))
            .Select(pair => pair.After!.Agreement);
}
