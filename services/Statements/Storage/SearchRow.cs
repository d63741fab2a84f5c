namespace AllianceServices.Statements.Storage;

/// <summary>
/// A statement in the index of the search, kept by the database in the transaction that writes the statement. On PostgreSQL
/// it holds the words; on SQLite they are in an FTS5 table beside it, which needs a number that never changes.
/// </summary>
public sealed class SearchRow
{
    /// <summary>Its number, in the order in which statements were taken up.</summary>
    public long Id { get; set; }

    /// <summary>The statement.</summary>
    public string Name { get; set; } = "";
}

/// <summary>A statement that a query matches, as the index tells it.</summary>
public sealed class SearchHit
{
    /// <summary>The number of its <see cref="SearchRow"/>.</summary>
    public long Id { get; set; }

    /// <summary>How well it matches; a greater score is better.</summary>
    public double Score { get; set; }
}
