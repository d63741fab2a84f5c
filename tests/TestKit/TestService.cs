using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AllianceServices.TestKit;

/// <summary>
/// A service in the test's own process, on free ports of the loopback address and in a folder of its own. It can be
/// stopped and started again in the same place.
/// </summary>
public sealed class TestService : IAsyncDisposable
{
    // Nothing listens on port 1: a service under test must not find the sidecar of somebody else.
    private const string NoSidecar = "--DAPR_GRPC_ENDPOINT=http://127.0.0.1:1";

    private readonly Func<string[], WebApplication> _build;
    private readonly string[] _options;
    private readonly StoreKind _store;
    private readonly TempFolder _folder = new();
    private readonly TestOutputLogger _log;
    private readonly List<GrpcChannel> _channels = [];
    private WebApplication? _app;
    private bool _started;
    private string? _database;
    private ServiceAddresses? _addresses;
    private HttpClient? _http;

    private TestService(ServiceInfo info, StoreKind store, Func<string[], WebApplication> build, string[] options)
    {
        _store = store;
        Info = info;
        _build = build;
        _options = options;
        _log = new TestOutputLogger(info.Name, TestContext.Current.TestOutputHelper);
    }

    /// <summary>What the service is.</summary>
    public ServiceInfo Info { get; }

    /// <summary>Where it keeps its data.</summary>
    public StoreKind Store => _store;

    /// <summary>Where it listens; the same after it was started again.</summary>
    public ServiceAddresses Addresses => _addresses ?? throw new InvalidOperationException("The service was never started.");

    /// <summary>The running application's own objects.</summary>
    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The service does not run.")).Services;

    /// <summary>The folder of its data.</summary>
    public TempFolder Folder => _folder;

    /// <summary>The connection string of its database on PostgreSQL.</summary>
    public string Database => _database ?? throw new InvalidOperationException("The service is not on PostgreSQL.");

    /// <summary>The database file of a register on SQLite.</summary>
    public string DatabaseFile => _folder.Combine("data", Info.Name + ".db");

    /// <summary>Calls its gRPC port; every call has a deadline and ends with the test.</summary>
    public CallInvoker Grpc { get; private set; } = null!;

    /// <summary>Calls the port of the sidecar's callbacks.</summary>
    public CallInvoker Callback { get; private set; } = null!;

    /// <summary>Calls its JSON port.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("The service does not run.");

    /// <summary>Starts a service.</summary>
    /// <param name="info">What it is.</param>
    /// <param name="build">Puts it together from command line options.</param>
    /// <param name="options">Further options, `--Events:PollInterval=00:00:01`; they win over those of the test kit.</param>
    public static Task<TestService> StartAsync(ServiceInfo info, Func<string[], WebApplication> build, params string[] options) =>
        StartAsync(info, StoreKind.Sqlite, build, options);

    /// <summary>Starts a service. On PostgreSQL the test is skipped where there is none.</summary>
    public static async Task<TestService> StartAsync(
        ServiceInfo info, StoreKind store, Func<string[], WebApplication> build, params string[] options)
    {
        var service = new TestService(info, store, build, options);
        try
        {
            await service.StartAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another replica of a service that is on PostgreSQL.</summary>
    public static async Task<TestService> StartBesideAsync(
        TestService first, Func<string[], WebApplication> build, params string[] options)
    {
        var replica = new TestService(first.Info, StoreKind.Sqlite, build, [$"--Store:ConnectionString={first.Database}", .. options]);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        if (_store == StoreKind.PostgreSql && _database is null)
        {
            _store.SkipUnlessAvailable();
            _database = await (await PostgreSqlServer.SharedAsync()).RentDatabaseAsync(Info.Name);
        }
        _app = _build(
        [
            $"--HttpPort={_addresses?.Http.Port ?? 0}",
            $"--GrpcPort={_addresses?.Grpc.Port ?? 0}",
            $"--CallbackPort={_addresses?.Callback.Port ?? 0}",
            $"--Store:Folder={_folder.Combine("data")}",
            $"--Store:ConnectionString={_database}",
            NoSidecar,
            "--Logging:Console:LogLevel:Default=None",
            .. _options,
        ]);
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        _addresses = await ServiceHost.StartAsync(_app, TestContext.Current.CancellationToken);
        _started = true;
        Grpc = Connect(_addresses.Grpc);
        Callback = Connect(_addresses.Callback);
        _http = new HttpClient { BaseAddress = _addresses.Http };
    }

    /// <summary>Stops it; its ports and its folder stay its own.</summary>
    public async Task StopAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        _channels.Clear();
        _http?.Dispose();
        if (_started)
        {
            await _app!.StopAsync(CancellationToken.None);
            _started = false;
        }
        if (_app is not null)
        {
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_database is not null)
        {
            await (await PostgreSqlServer.SharedAsync()).ReturnDatabaseAsync(Info.Name, _database);
        }
        _log.Dispose();
        _folder.Dispose();
    }

    private CallInvoker Connect(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        _channels.Add(channel);
        return channel.Intercept(new TestDeadline());
    }
}
