using System.Collections.Concurrent;
using System.Data.Common;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Commits one row of the log's table after the other, every caller on a connection of its own.</summary>
internal sealed class BareCommitter(Database database)
{
    // What the row of a statement in the log takes.
    private static readonly byte[] Resource = new byte[900];

    private readonly ConcurrentDictionary<int, DbCommand> _commands = new();
    private int _sequence;

    public async Task CommitAsync(int caller, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(caller, out var insert))
        {
            _commands[caller] = insert = await PrepareAsync(await database.OpenAsync(cancellationToken), cancellationToken);
        }
        var sequence = Interlocked.Increment(ref _sequence);
        insert.Parameters[0].Value = (long)sequence;
        insert.Parameters[1].Value = FormattableString.Invariant($"statements/s{sequence}");
        // Without a transaction of its own, a statement is one.
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<DbCommand> PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var insert = connection.CreateCommand();
        insert.CommandText =
            """
            INSERT INTO changes ("Sequence", "Name", "Revision", "Kind", "RecordTime", "Actor", "RequestId", "Resource", "Upstream")
            VALUES (@sequence, @name, 1, 1, 0, 'benchmark', '', @resource, @upstream)
            """;
        foreach (var (name, value) in new (string, object)[] { ("@sequence", 0L), ("@name", ""), ("@resource", Resource), ("@upstream", Array.Empty<byte>()) })
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            insert.Parameters.Add(parameter);
        }
        await insert.PrepareAsync(cancellationToken);
        return insert;
    }
}
