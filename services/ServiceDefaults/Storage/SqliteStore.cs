using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>A register's SQLite file.</summary>
public static class SqliteStore
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    /// <summary>The connection string of a register's file.</summary>
    public static string ConnectionString(StoreOptions options, ServiceInfo service) => new SqliteConnectionStringBuilder
    {
        DataSource = PathOf(options, service),
        // Writers wait for one another this long, in seconds, before they give up.
        DefaultTimeout = 10,
    }.ToString();

    private static string PathOf(StoreOptions options, ServiceInfo service) =>
        Path.GetFullPath(Path.Combine(options.Folder, service.Name + ".db"));

    /// <summary>Makes the file ready before the service listens: folder, integrity, schema.</summary>
    internal sealed class Startup<TContext>(IDbContextFactory<TContext> databases, StoreOptions options, ServiceInfo service)
        : IHostedService
        where TContext : RegisterContext
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var path = PathOf(options, service);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                await CheckAsync(db, path, cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
                // A commit is acknowledged when it is on the disk: write-ahead log, synced at every commit.
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
            {
                throw Damaged(path, exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
            {
                throw new StartupException($"The data folder of {service.Name} cannot be used: {path}: {exception.Message}", exception);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static async Task CheckAsync(TContext db, string path, CancellationToken cancellationToken)
        {
            if (!File.Exists(path))
            {
                return;
            }
            var verdict = await db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1")
                .SingleAsync(cancellationToken);
            if (verdict != "ok")
            {
                throw Damaged(path, null);
            }
        }

        private static StartupException Damaged(string path, Exception? cause) =>
            new($"The data file {path} is damaged. Restore it from a backup, or move it away to begin an empty register.", cause);
    }
}
