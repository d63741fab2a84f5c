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

        var entries = Differences.Pairs(before.Agreements, after.Agreements, entry => entry.Agreement)
            .ToDictionary(pair => (pair.After ?? pair.Before)!.Agreement, StringComparer.Ordinal);
        var corrected = Promised(before, after).Concat(Rows(before, after)
            // Where another agreement took the place of one in a row, the entry that differs has said why.
            .Where(row => row.All(name => !entries.ContainsKey(name)))
            // Where it was corrected so that it left the row, it is the one, not the other that was there before.
            .Select(row => row.FirstOrDefault(name => changes?.HasChanged(name) == true, row[0]))).ToHashSet();
        return entries.Values
            .Concat(after.Agreements.Where(entry => corrected.Contains(entry.Agreement) && !entries.ContainsKey(entry.Agreement))
                .Select(entry => ((AgreementEntry?)entry, (AgreementEntry?)entry)))
            .OrderBy(pair => (pair.Item2 ?? pair.Item1)!.Agreement, StringComparer.Ordinal);
    }

    // The agreements whose promises differ, in their kind, amount, unit, currency, period or order.
    private static IEnumerable<string> Promised(AgreementsView before, AgreementsView after)
    {
        var (earlier, later) = (Promises(before), Promises(after));
        return earlier.Concat(later).Select(promises => promises.Key).Distinct()
            .Where(agreement => !earlier[agreement].SequenceEqual(later[agreement]));
    }

    private static ILookup<string, (Alliance.Agreements.V1.Commitment.Types.Unit, string, string, CommitmentView)> Promises(AgreementsView view) =>
        view.Commitments.SelectMany(group => group.Commitments, (group, promise) => (group.Unit, group.Currency, group.Period, promise))
            .ToLookup(promise => promise.promise.Agreement);

    // The agreements of each party's row that differs, the later one first.
    private static IEnumerable<string[]> Rows(AgreementsView before, AgreementsView after) =>
        Differences.Pairs(before.Parties, after.Parties, party => party.Party)
            .Select(pair => new[] { pair.After?.Agreement, pair.Before?.Agreement }.OfType<string>().Where(name => name.Length > 0).ToArray())
            .Where(names => names.Length > 0);
}
