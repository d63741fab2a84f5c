using AllianceServices.Benchmarks.Common;
using AllianceServices.TestKit;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Empty databases of both systems: files in a temporary folder, and a PostgreSQL server that loses nothing.</summary>
internal sealed class Databases : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgreSqlServer _server;

    private Databases(PostgreSqlServer server) => _server = server;

    public static async Task<Databases> StartAsync() => PostgreSqlServer.IsAvailable
        ? new(await PostgreSqlServer.StartAsync(durable: true))
        : throw new BenchmarkException("There is no PostgreSQL: initdb is not on the PATH.");

    public Database NewSqlite() => new SqliteDatabase(Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName);

    public async Task<Database> NewPostgreSqlAsync() => new PostgreSqlDatabase(await _server.CreateDatabaseAsync());

    /// <summary>A way to make new databases for each system.</summary>
    public IReadOnlyList<Func<Task<Database>>> Systems => [() => Task.FromResult(NewSqlite()), NewPostgreSqlAsync];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }
}
