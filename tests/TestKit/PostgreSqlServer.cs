using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AllianceServices.TestKit;

/// <summary>
/// The PostgreSQL server of a test run: the one that the environment variable ALLIANCE_TEST_POSTGRESQL names by a connection
/// string of somebody who may create databases, or one that is started from the local programs in a folder of its own and
/// ends with the process, however that ends.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string Variable = "ALLIANCE_TEST_POSTGRESQL";

    // The shell waits at the end of its input, which comes when the process of the tests is gone. PostgreSQL refuses to run as root.
    private const string Script = """
        set -e
        bin=$1 dir=$2 port=$3 fsync=$4
        as=
        if [ "$(id -u)" = 0 ]; then as='runuser -u postgres --'; chown postgres "$dir"; fi
        cd "$dir"
        $as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync > "$dir/initdb.log" 2>&1
        start() {
          $as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/log" \
            -o "-p $port -h 127.0.0.1 -k $dir/data -c fsync=$fsync -c autovacuum=$fsync -c max_connections=400" start > /dev/null
        }
        stop() { $as "$bin/pg_ctl" -D "$dir/data" -w -m immediate stop > /dev/null; }
        start
        echo ready
        while read -r command; do
          case $command in stop) stop; echo stopped ;; start) start; echo ready ;; esac
        done
        stop || true
        rm -rf "$dir"
        """;

    private static readonly Lazy<string?> Binaries = new(FindBinaries);
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static PostgreSqlServer? _shared;

    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _free = new();
    private readonly Process? _shell;

    private PostgreSqlServer(string connectionString, Process? shell) => (ConnectionString, _shell) = (connectionString, shell);

    /// <summary>Whether there is one, or one can be started.</summary>
    public static bool IsAvailable => Named is not null || Binaries.Value is not null;

    /// <summary>The connection string of somebody who may create databases.</summary>
    public string ConnectionString { get; }

    private static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    /// <summary>The server that all tests of this process share.</summary>
    public static async Task<PostgreSqlServer> SharedAsync()
    {
        await Starting.WaitAsync();
        try
        {
            return _shared ??= Named is { } named ? new(named, shell: null) : await StartAsync();
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="durable">Whether it survives a loss of power, which tests do not need.</param>
    public static async Task<PostgreSqlServer> StartAsync(bool durable = false)
    {
        var binaries = Binaries.Value ?? throw new InvalidOperationException("There is no initdb to start PostgreSQL with.");
        var folder = Directory.CreateTempSubdirectory("alliance-postgresql-").FullName;
        var port = FreePort();
        var shell = Process.Start(new ProcessStartInfo(
            "sh", ["-c", Script, "sh", binaries, folder, port.ToString(CultureInfo.InvariantCulture), durable ? "on" : "off"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await shell.StandardOutput.ReadLineAsync() == "ready"
            ? new($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false", shell)
            : throw new InvalidOperationException($"PostgreSQL does not start; its logs are in {folder}.");
    }

    /// <summary>Makes a database, with options of CREATE DATABASE, and returns the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(string options = "")
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE DATABASE {name} {options}", ConnectionString);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Pooling = true }.ToString();
    }

    /// <summary>An empty database for a register: one that an earlier test has left, with its tables, or a new one.</summary>
    public async Task<string> RentDatabaseAsync(string register) =>
        _free.GetOrAdd(register, _ => []).TryTake(out var database) ? database : await CreateDatabaseAsync();

    /// <summary>Empties a database and leaves it to the next test: that takes a fraction of the time that making one takes.</summary>
    public async Task ReturnDatabaseAsync(string register, string connectionString)
    {
        await ExecuteAsync("""
            DO $$ DECLARE t record; BEGIN
              FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory'
              LOOP EXECUTE format('DELETE FROM %I', t.tablename); END LOOP;
            END $$
            """, connectionString);
        _free[register].Add(connectionString);
    }

    /// <summary>Stops the server as a crash would. One that the tests share is not stopped.</summary>
    public void Stop() => Tell("stop", "stopped");

    /// <summary>Starts it again, at the same port.</summary>
    public void Start() => Tell("start", "ready");

    private void Tell(string command, string answer)
    {
        _shell!.StandardInput.WriteLine(command);
        _shell.StandardInput.Flush();
        if (_shell.StandardOutput.ReadLine() != answer)
        {
            throw new InvalidOperationException($"PostgreSQL does not {command}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shell is not null)
        {
            _shell.StandardInput.Close();
            _shell.WaitForExit();
            _shell.Dispose();
        }
    }

    private static async Task ExecuteAsync(string sql, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Debian keeps the server's programs off the PATH.
    private static string? FindBinaries() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [])
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
