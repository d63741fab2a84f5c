using System.Data.Common;
using Npgsql;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A database on a server, and COPY.</summary>
internal sealed class PostgreSqlDatabase(string connectionString) : Database
{
    public override string System => "PostgreSQL";

    protected override string Option => $"--Store:ConnectionString={connectionString}";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
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
