using System.Collections.Concurrent;
using System.Data.Common;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Commits one row of a table after the other, every caller on a connection of its own.</summary>
/// <param name="database">The database, with the table.</param>
/// <param name="sample">The table, and a row of which each is a copy under another name.</param>
internal sealed class BareCommitter(Database database, RawTable sample) : IAsyncDisposable
{
    // By what the copies differ.
    private const string Name = "Name";
    private const string Sequence = "Sequence";

    private readonly ConcurrentDictionary<int, DbCommand> _commands = new();
    private long _number;

    public async Task CommitAsync(int caller, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(caller, out var insert))
        {
            _commands[caller] = insert = await PrepareAsync(await database.OpenAsync(cancellationToken), cancellationToken);
        }
        var number = Interlocked.Increment(ref _number);
        insert.Parameters[$"@{Name}"].Value = FormattableString.Invariant($"statements/bare{number}");
        if (insert.Parameters.Contains($"@{Sequence}"))
        {
            insert.Parameters[$"@{Sequence}"].Value = number;
        }
        // Without a transaction of its own, a statement is one.
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (caller, _) in _commands)
        {
            if (_commands.TryRemove(caller, out var insert))
            {
                await insert.Connection!.DisposeAsync();
                await insert.DisposeAsync();
            }
        }
    }

    private async Task<DbCommand> PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var insert = connection.CreateCommand();
        // For as long as it takes: SQLite serves those that wait for its lock in no order.
        insert.CommandTimeout = 0;
        insert.CommandText =
            $"INSERT INTO {sample.Name} ({string.Join(", ", sample.Columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", sample.Columns.Select(column => $"@{column}"))})";
        foreach (var (column, value) in sample.Columns.Zip(sample.Rows[0]))
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{column}", value);
            insert.Parameters.Add(parameter);
        }
        await insert.PrepareAsync(cancellationToken);
        return insert;
    }
}
