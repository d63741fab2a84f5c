using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace AllianceServices.TestKit.History;

/// <summary>
/// What a register holds is what its log says. That is seen in two ways, neither of which leans on how it came about. The bytes of
/// each resource must be those in the last row of the log that names it, which takes no code of the register. The columns beside
/// them and the search index must be those that an empty register makes of that last row: there each resource is inserted once,
/// among many, where the register under test inserted it alone and updated it again and again, so that whatever an update forgets
/// shows.
/// </summary>
public static class HistoryAssert
{
    /// <summary>The log has no gaps, and each resource is what its last row in the log says.</summary>
    public static void IsToldByLog(RawState held)
    {
        var log = held.Log();
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(change => change.Sequence));
        Assert.Equal(log.Select(change => change.RecordTime).Order(), log.Select(change => change.RecordTime));
        Assert.All(log.GroupBy(change => change.Name), changes =>
            Assert.Equal(Enumerable.Range(1, changes.Count()).Select(i => (long)i), changes.Select(change => change.Revision)));
        Assert.Equal(
            log.GroupBy(change => change.Name).Select(changes => Line(changes.Key, Any.Parser.ParseFrom(changes.Last().Resource).Value.ToByteArray()))
                .Order(StringComparer.Ordinal),
            held.Resources.SelectMany(table => table.Value.Values("Name", "Snapshot")).Select(row => Line(row[0], RawTable.Bytes(row[1])))
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Both hold the same beside their logs, and beside the bytes, in which the revisions and times are the log's own.</summary>
    public static void AreSame(RawState held, RawState rebuilt)
    {
        string[] apart = ["changes", "requests"];
        Assert.Equal(held.Tables.Keys.Order(), rebuilt.Tables.Keys.Order());
        foreach (var (name, table) in held.Tables.Where(table => !apart.Contains(table.Key)))
        {
            // A sequence of PostgreSQL does not go back with a transaction that is cut off.
            string[] without = name == "statement_search" ? ["Id"] : ["Snapshot"];
            Assert.Equal(table.Lines(without), rebuilt.Tables[name].Lines(without));
        }
    }

    private static string Line(string name, byte[] bytes) => $"{name}: {Convert.ToHexStringLower(bytes)}";
}
