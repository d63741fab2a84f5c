using AllianceServices.TestKit.Oracle;

namespace AllianceServices.Faults;

/// <summary>Where a view that is shown is not the one that follows from the rules.</summary>
internal static class ViewDifferences
{
    /// <summary>Each in a sentence.</summary>
    public static IEnumerable<string> Between(ExpectedReadiness expected, ExpectedReadiness shown) =>
    [
        .. Of("verdict", [expected.Verdict], [shown.Verdict]),
        .. Of("open gates", expected.OpenGates, shown.OpenGates),
        .. Of("score", [Rounded(expected.Score)], [Rounded(shown.Score)]),
        .. Of("criteria", expected.Criteria, shown.Criteria),
        .. Of("members", expected.Consensus.Members, shown.Consensus.Members),
        .. Of("required", [expected.Consensus.Required], [shown.Consensus.Required]),
        .. Of("counts", Sorted(expected.Consensus.Counts), Sorted(shown.Consensus.Counts)),
        // Of several agreements with one party the oracle takes the last of the file, which this is not in the order of.
        .. Of("parties", [.. expected.Agreements.Parties.Select(party => (party.Party, party.State))], [.. shown.Agreements.Parties.Select(party => (party.Party, party.State))]),
        .. Of("agreements", [expected.Agreements with { Parties = [] }], [shown.Agreements with { Parties = [] }]),
    ];

    private static IEnumerable<string> Of<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> shown) => expected.Count != shown.Count
        ? [$"{expected.Count} {what}, shown {shown.Count}"]
        : expected.Zip(shown).Where(pair => !Equals(pair.First, pair.Second)).Select(pair => $"{what} {pair.First}, shown {pair.Second}");

    private static IReadOnlyList<(string, int)> Sorted(IReadOnlyDictionary<string, int> counts) =>
        [.. counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value))];

    // The sums are formed in another order there.
    private static ExpectedScore Rounded(ExpectedScore score) => new(
        score.Value is { } value ? Math.Round(value, 9) : null, Math.Round(score.Low, 9), Math.Round(score.High, 9), Math.Round(score.Coverage, 9));
}
