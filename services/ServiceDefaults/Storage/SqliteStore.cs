using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>A register's SQLite file, which one replica has for itself.</summary>
internal sealed class SqliteStore(StoreOptions options, ServiceInfo service) : RegisterStore, IDisposable
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    // Held from the start to the end: two processes would each relay the log.
    private FileStream? _lock;

    private readonly string _path = Path.GetFullPath(Path.Combine(options.Folder, service.Name + ".db"));

    internal override void Configure(DbContextOptionsBuilder builder) =>
        builder.UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            // Writers wait for one another this long, in seconds, before they give up.
            DefaultTimeout = 10,
        }.ToString());

    internal override async Task PrepareAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            // Entity Framework's own lock is a row, which a crash would leave behind to lock out the next start.
            _lock ??= new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            await CheckAsync(db, cancellationToken);
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
            await UpgradeAsync(db, cancellationToken);
            // A commit is acknowledged when it is on the disk: write-ahead log, synced at every commit.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw Damaged(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException or DbUpdateException)
        {
            throw new StartupException($"The data folder of {service.Name} cannot be used: {_path}: {exception.Message}", exception);
        }
    }

    // A write transaction begins with the file's lock.
    internal override Task TakeTurnAsync(RegisterContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private protected override async Task InsertAsync(RegisterContext db, AddedRows rows, CancellationToken cancellationToken)
    {
        await using var insert = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        insert.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        var parameters = rows.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToList();
        insert.CommandText = $"INSERT INTO {rows.Table} ({string.Join(", ", rows.Columns)}) VALUES ({string.Join(", ", parameters.Select(p => p.ParameterName))})";
        foreach (var row in rows.Entries)
        {
            foreach (var (i, (value, _)) in rows.ValuesOf(row).Index())
            {
                parameters[i].Value = value ?? DBNull.Value;
            }
            // The provider has nothing to wait for.
            insert.ExecuteNonQuery();
        }
    }

    // Any other than a deferred transaction would take the write lock. The snapshot is that of its first read.
    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }

    internal override Task AnnounceAsync(RegisterContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task<Lead?> TryLeadAsync(CancellationToken cancellationToken) => Task.FromResult<Lead?>(new OnlyOne());

    // https://sqlite.org/rescode.html: busy, locked, read-only, I/O error, full, cannot open.
    internal override bool IsOutage(Exception exception) =>
        CauseOf<SqliteException>(exception) is { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 };

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private async Task CheckAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
        {
            return;
        }
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var check = db.Database.GetDbConnection().CreateCommand();
        check.CommandText = "PRAGMA quick_check(1);";
        if (await check.ExecuteScalarAsync(cancellationToken) is not "ok")
        {
            throw Damaged(null);
        }
    }

    private StartupException Damaged(Exception? cause) =>
        new($"The data file {_path} is damaged. Restore it from a backup, or move it away to begin an empty register.", cause);

    private sealed class OnlyOne : Lead
    {
        public override Task VerifyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
