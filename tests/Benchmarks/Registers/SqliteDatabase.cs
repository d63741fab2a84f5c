using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A file, and prepared inserts.</summary>
internal sealed class SqliteDatabase(string folder) : Database
{
    public override string System => "SQLite";

    protected override string Option => $"--Store:Folder={folder}";

    public override string SearchSql => """
        SELECT s."Snapshot" FROM
          (SELECT rowid AS id, -bm25(statement_words, 10.0, 5.0, 1.0, 1.0) AS score FROM statement_words
           WHERE statement_words MATCH @match ORDER BY rowid DESC LIMIT 10000) AS hit
        JOIN statement_search AS k ON k."Id" = hit.id JOIN statements AS s ON s."Name" = k."Name"
        ORDER BY hit.score DESC, s."Name" LIMIT @count
        """;

    public override string Match(IEnumerable<string> words) => string.Join(" AND ", words.Select(word => $"\"{word}\""));

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "statements.db")};Default Timeout=10;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task AddAsync(
        DbConnection connection, DbTransaction transaction, RawTable table, int first, int count, CancellationToken cancellationToken)
    {
        await using var insert = (SqliteCommand)connection.CreateCommand();
        insert.Transaction = (SqliteTransaction)transaction;
        insert.CommandText =
            $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        var parameters = table.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToList();
        await insert.PrepareAsync(cancellationToken);
        for (var row = first; row < first + count; row++)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = table.Rows[row][i];
            }
            insert.ExecuteNonQuery();
        }
    }
}
