namespace AllianceServices.DevSidecar;

/// <summary>
/// Stands in for daprd beside one app: serves Dapr's runtime API on two loopback ports and calls the app back with
/// events. For laptops and tests, never in an image.
/// </summary>
public sealed class Sidecar : IAsyncDisposable
{
    private readonly SidecarHub _hub;
    private readonly string _instance;
    private readonly SemaphoreSlim _gate = new(1);
    private SidecarOptions _options;
    private AppLink _app;
    private SidecarServer? _server;
    private bool _disposed;

    private Sidecar(SidecarHub hub, SidecarOptions options)
    {
        _hub = hub;
        _options = options;
        _instance = options.Instance ?? Guid.NewGuid().ToString("N");
        _app = new AppLink(hub, options, _instance);
    }

    /// <summary>Dapr app-id.</summary>
    public string AppId => _options.AppId;

    /// <summary>Port of the gRPC API, for DAPR_GRPC_PORT.</summary>
    public int GrpcPort => _options.GrpcPort;

    /// <summary>Port of the HTTP API, for DAPR_HTTP_PORT.</summary>
    public int HttpPort => _options.HttpPort;

    /// <summary>Starts a sidecar; its API serves when this returns. The app may be attached later.</summary>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    /// <exception cref="PortTakenException">A port is in use.</exception>
    public static async Task<Sidecar> StartAsync(
        SidecarHub hub, SidecarOptions options, CancellationToken cancellationToken = default)
    {
        foreach (var problem in options.Problems())
        {
            throw new ArgumentException(problem + ".");
        }
        var sidecar = new Sidecar(hub, options);
        await sidecar.StartLifeAsync(cancellationToken);
        if (options.AppPort is { } appPort)
        {
            sidecar.AttachApp(appPort);
        }
        return sidecar;
    }

    /// <summary>
    /// Says where the app is, or will be: on the first call starts daprd's sequence of waiting for the port, for
    /// health, asking for subscriptions and delivering; on a later one with another port, the app has restarted there.
    /// </summary>
    public void AttachApp(int appPort)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(appPort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(appPort, ushort.MaxValue);
        _app.Attach(appPort);
    }

    /// <summary>Stops and starts again on the same ports, as a restarted daprd: asks for the subscriptions anew.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var appPort = _app.AppPort;
            await EndLifeAsync();
            _app = new AppLink(_hub, _options, _instance);
            await StartLifeAsync(cancellationToken);
            if (appPort is { } port)
            {
                _app.Attach(port);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops: no new deliveries, those under way get <see cref="SidecarOptions.DrainTimeout"/> to finish.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            await EndLifeAsync();
            if (_options.Instance is null)
            {
                await _hub.ForgetAsync(AppId, _instance);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StartLifeAsync(CancellationToken cancellationToken)
    {
        _server = await SidecarServer.StartAsync(_hub, _options, _app, cancellationToken);
        _options = _options with { GrpcPort = _server.GrpcPort, HttpPort = _server.HttpPort };
    }

    private async Task EndLifeAsync()
    {
        await _app.DisposeAsync();
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }
}
