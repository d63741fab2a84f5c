using System.Data;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>A register's PostgreSQL database, which any number of replicas share.</summary>
internal sealed class PostgreSqlStore(StoreOptions options, ServiceInfo service) : RegisterStore
{
    // Advisory locks are per database: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
    private const long WriteLock = 0x416c6c69_00000001;
    private const long RelayLock = 0x416c6c69_00000002;
    private const long StartLock = 0x416c6c69_00000003;

    // How long a replica waits at its start for another's upgrade.
    private static readonly TimeSpan LongestUpgrade = TimeSpan.FromMinutes(10);

    /// <summary>The channel on which replicas tell one another of news.</summary>
    internal const string Channel = "alliance_changes";

    private readonly string _connectionString = Complete(options.ConnectionString, service).ToString();

    internal override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(_connectionString);

    internal override async Task PrepareAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        try
        {
            // Replicas that start together upgrade one after the other. Entity Framework's own lock is held for one migration at a
            // time, and the next might be carried out twice.
            await using var starting = await OpenOwnAsync(cancellationToken);
            await using var turn = new NpgsqlCommand("SELECT pg_advisory_lock($1)", starting)
            {
                Parameters = { new() { Value = StartLock } },
                CommandTimeout = (int)LongestUpgrade.TotalSeconds,
            };
            await turn.ExecuteNonQueryAsync(cancellationToken);
            await CheckEncodingAsync(starting, cancellationToken);
            await UpgradeAsync(db, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException or DbUpdateException && !IsOutage(exception))
        {
            throw new StartupException($"The database of {service.Name} cannot be used: {exception.Message}", exception);
        }
    }

    private async Task CheckEncodingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var show = new NpgsqlCommand("SHOW server_encoding", connection);
        if (await show.ExecuteScalarAsync(cancellationToken) is string encoding and not "UTF8")
        {
            throw new StartupException($"The database of {service.Name} has the encoding {encoding}, which cannot hold all texts; create one with UTF8.");
        }
    }

    // Held until the commit is visible, so that the log's order is the order of commits across all replicas.
    internal override Task TakeTurnAsync(RegisterContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WriteLock})", cancellationToken);

    private protected override async Task InsertAsync(RegisterContext db, AddedRows rows, CancellationToken cancellationToken)
    {
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            $"COPY {rows.Table} ({string.Join(", ", rows.Columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows.Entries)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var (value, type) in rows.ValuesOf(row))
            {
                await (value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, type, cancellationToken));
            }
        }
        await copy.CompleteAsync(cancellationToken);
    }

    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(RegisterContext db, CancellationToken cancellationToken) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    internal override Task AnnounceAsync(RegisterContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);

    internal override async Task<Lead?> TryLeadAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenOwnAsync(cancellationToken);
        try
        {
            // Whoever waits for the lock gets it at once. Not for ever: a server that died would not be noticed, and a statement
            // that runs holds up VACUUM.
            await using var command = new NpgsqlCommand($"SET lock_timeout = 10000; SELECT pg_advisory_lock({RelayLock})", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Session(connection);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // https://www.postgresql.org/docs/current/errcodes-appendix.html, by class: connection, read-only, serialization (of which
    // writes that take turns know none), resources, locks, shut down, system error.
    internal override bool IsOutage(Exception exception) =>
        CauseOf<NpgsqlException>(exception) switch
        {
            PostgresException failure => failure.SqlState[..2] is "08" or "25" or "40" or "53" or "55" or "57" or "58",
            // Not from the server: no connection, or none in time.
            { } => true,
            null => false,
        };

    /// <summary>
    /// A connection that lives long and is in no pool. The server learns within seconds that its client's machine is gone, and
    /// releases what it held.
    /// </summary>
    internal async Task<NpgsqlConnection> OpenOwnAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString)
        {
            Pooling = false,
            // In seconds; what the connection says when nobody speaks, so that a dead server is noticed too.
            KeepAlive = 2,
            Options = "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2",
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // What the operator leaves open is set for short transactions that take turns. Of a keyword given twice the last counts.
    private static NpgsqlConnectionStringBuilder Complete(string connectionString, ServiceInfo service) =>
        new(new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "alliance-" + service.Name,
            // Writes take turns and reads are short: more connections would only crowd a server that allows 100 by default.
            MaxPoolSize = 20,
            // In seconds: to connect or to get a connection from the pool, and for a statement.
            Timeout = 5,
            CommandTimeout = 30,
            // In milliseconds, by the server: to wait for a turn, and for a client that died in the middle of its transaction.
            Options = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000",
        } + ";" + connectionString);

    // An advisory lock that the session holds for as long as it lives.
    private sealed class Session(NpgsqlConnection connection) : Lead
    {
        public override async Task VerifyAsync(CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
        }

        public override ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
