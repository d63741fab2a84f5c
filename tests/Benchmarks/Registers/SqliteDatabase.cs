using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A file, and prepared inserts.</summary>
internal sealed class SqliteDatabase(string folder) : Database
{
    public override string System => "SQLite";

    protected override string Option => $"--Store:Folder={folder}";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "statements.db")};Default Timeout=10;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

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
