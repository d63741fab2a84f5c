using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AllianceServices.TestKit.History;

/// <summary>
/// Reads a register's database past the register: every value of every row of every table, in the words of the database
/// itself, so that nothing of the product stands between a test and what is stored.
/// </summary>
public sealed class RawDatabase : IAsyncDisposable
{
    private const string SqliteTables =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    private const string PostgreSqlTables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

    // The words that the search index of SQLite holds, by place, which a table of the index shows. Its own tables are made up
    // differently after every history: https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
    private const string SqliteWords = """
        SELECT s."Name", w.term || ' ' || w.col || ' ' || w.offset AS "Word" FROM temp.words w JOIN statement_search s ON s."Id" = w.doc
        """;

    private readonly DbConnection _connection;
    private readonly Dictionary<string, string> _queries = new(StringComparer.Ordinal);

    private RawDatabase(DbConnection connection) => _connection = connection;

    /// <summary>Opens the database of a register that has been started.</summary>
    public static async Task<RawDatabase> OpenAsync(TestService service)
    {
        var database = new RawDatabase(service.Store == StoreKind.Sqlite
            ? new SqliteConnection($"Data Source={service.DatabaseFile};Pooling=false")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(service.Database) { Pooling = false }.ToString()));
        await database._connection.OpenAsync();
        await database.PrepareAsync();
        return database;
    }

    /// <summary>Everything that it holds now.</summary>
    public async Task<RawState> ReadAsync()
    {
        var tables = new Dictionary<string, RawTable>(StringComparer.Ordinal);
        foreach (var (table, query) in _queries)
        {
            tables.Add(table, await QueryAsync(query));
        }
        return new(tables);
    }

    /// <summary>How many rows the log has.</summary>
    public async Task<int> ReadLogLengthAsync() =>
        int.Parse((await QueryAsync("SELECT COUNT(*) FROM changes")).Rows[0][0]!, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task PrepareAsync()
    {
        var isSqlite = _connection is SqliteConnection;
        var tables = await QueryAsync(isSqlite ? SqliteTables : PostgreSqlTables);
        foreach (var table in tables.Rows.Select(row => row[0]!).Where(table => !table.StartsWith("__EF", StringComparison.Ordinal)))
        {
            var columns = (await QueryAsync($"SELECT * FROM \"{table}\" LIMIT 0")).Columns;
            _queries.Add(table, $"SELECT {string.Join(", ", columns.Select(column => isSqlite ? Sqlite(column) : PostgreSql(column)))} FROM \"{table}\"");
        }
        if (isSqlite && _queries.ContainsKey("statement_search"))
        {
            await QueryAsync("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, statement_words, instance)");
            _queries.Add("statement_words", SqliteWords);
        }
    }

    private static string Sqlite(string column) =>
        $"CASE typeof(\"{column}\") WHEN 'blob' THEN '\\x' || lower(hex(\"{column}\")) ELSE \"{column}\" END AS \"{column}\"";

    private static string PostgreSql(string column) => $"\"{column}\"::text AS \"{column}\"";

    private async Task<RawTable> QueryAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. columns.Select((_, i) => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        }
        return new(columns, rows);
    }
}

/// <summary>All rows of all tables of a register.</summary>
public sealed record RawState(IReadOnlyDictionary<string, RawTable> Tables)
{
    /// <summary>Every row as a line of text, in an order that does not depend on how the rows came about.</summary>
    public IReadOnlyList<string> Lines { get; } =
        [.. Tables.SelectMany(table => table.Value.Lines().Select(line => $"{table.Key}: {line}")).Order(StringComparer.Ordinal)];

    /// <summary>The tables that hold the current state of resources.</summary>
    public IEnumerable<KeyValuePair<string, RawTable>> Resources => Tables.Where(table => table.Value.Columns.Contains("Snapshot"));

    /// <summary>The log in its order.</summary>
    public List<LoggedChange> Log() =>
    [
        .. Tables["changes"].Values("Sequence", "Name", "Revision", "RecordTime", "RequestId", "Resource")
            .Select(row => new LoggedChange(Number(row[0]), row[1], Number(row[2]), Number(row[3]), row[4], RawTable.Bytes(row[5])))
            .OrderBy(change => change.Sequence),
    ];

    /// <summary>Whether a request id is in use.</summary>
    public bool HasRequest(string requestId) => Tables["requests"].Values("RequestId").Any(row => row[0] == requestId);

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}

/// <summary>The rows of a table; null is NULL, and bytes are hexadecimal after `\x`.</summary>
public sealed record RawTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>Every row as a line of text, in the order of the text.</summary>
    /// <param name="without">Columns to leave out.</param>
    public IEnumerable<string> Lines(params string[] without) => Rows
        .Select(row => string.Join(", ", Columns.Zip(row).Where(value => !without.Contains(value.First))
            .Select(value => $"{value.First}={value.Second ?? "NULL"}")))
        .Order(StringComparer.Ordinal);

    /// <summary>Some columns of every row, none of them null.</summary>
    public IEnumerable<string[]> Values(params string[] columns)
    {
        var places = columns.Select(column => Columns.Index().Single(own => own.Item == column).Index).ToList();
        return Rows.Select(row => places.Select(place => row[place]!).ToArray());
    }

    /// <summary>The bytes that a value stands for.</summary>
    public static byte[] Bytes(string value) => Convert.FromHexString(value.AsSpan(2));
}

/// <summary>A row of the log; the resource is a serialized google.protobuf.Any.</summary>
public sealed record LoggedChange(long Sequence, string Name, long Revision, long RecordTime, string RequestId, byte[] Resource);
