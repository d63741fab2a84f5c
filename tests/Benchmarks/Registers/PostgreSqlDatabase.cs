using System.Data.Common;
using Npgsql;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A database on a server, and COPY.</summary>
internal sealed class PostgreSqlDatabase(string connectionString) : Database
{
    public override string System => "PostgreSQL";

    protected override string Option => $"--Store:ConnectionString={connectionString}";

    public override string SearchSql => """
        SELECT s."Snapshot" FROM
          (SELECT "Name", ts_rank_cd('{0.1, 0.1, 0.5, 1.0}', "Words", @match::tsquery, 1) AS score FROM statement_search
           WHERE "Words" @@ @match::tsquery ORDER BY "Id" DESC LIMIT 10000) AS hit
        JOIN statements AS s ON s."Name" = hit."Name"
        ORDER BY hit.score DESC, s."Name" LIMIT @count
        """;

    public override string Match(IEnumerable<string> words) => string.Join(" & ", words.Select(word => $"'{word}'"));

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // What autovacuum does.
    public override async Task SettleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM ANALYZE";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task AddAsync(
        DbConnection connection, DbTransaction transaction, RawTable table, int first, int count, CancellationToken cancellationToken)
    {
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"COPY {table.Name} ({string.Join(", ", table.Columns.Select(column => $"\"{column}\""))}) FROM STDIN (FORMAT BINARY)",
            cancellationToken);
        for (var row = first; row < first + count; row++)
        {
            await copy.WriteRowAsync(cancellationToken, table.Rows[row]);
        }
        await copy.CompleteAsync(cancellationToken);
    }
}
