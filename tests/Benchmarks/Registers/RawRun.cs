using System.Diagnostics;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>The rows of one database once more into another, in a number of transactions, by the fastest way it has.</summary>
internal static class RawRun
{
    /// <summary>How long that takes, in seconds.</summary>
    public static async Task<double> RunAsync(Database from, Database to, int transactions, CancellationToken cancellationToken)
    {
        var sources = await from.ReadAsync("sources", "\"Name\"", cancellationToken);
        var statements = await from.ReadAsync("statements", "\"Name\"", cancellationToken);
        var changes = await from.ReadAsync("changes", "\"Sequence\"", cancellationToken);
        await using (await to.ServeAsync(cancellationToken))
        {
            // It has made the tables.
        }
        await using var connection = await to.OpenAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await to.AddAsync(connection, transaction, sources, 0, sources.Rows.Count, cancellationToken);
            await to.AddAsync(connection, transaction, changes, 0, sources.Rows.Count, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        GC.Collect();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < transactions; i++)
        {
            var first = (int)((long)i * statements.Rows.Count / transactions);
            var count = (int)((long)(i + 1) * statements.Rows.Count / transactions) - first;
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await to.AddAsync(connection, transaction, statements, first, count, cancellationToken);
            await to.AddAsync(connection, transaction, changes, sources.Rows.Count + first, count, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return clock.Elapsed.TotalSeconds;
    }
}
