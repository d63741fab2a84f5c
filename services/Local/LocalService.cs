using AllianceServices.DevSidecar;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Net.Client;

namespace AllianceServices.Local;

/// <summary>One service with its sidecar. It can be stopped and started again at the same addresses.</summary>
public sealed class LocalService : IAsyncDisposable
{
    private readonly Func<string[], WebApplication> _build;
    private readonly List<string> _arguments;
    private readonly LocalSettings _settings;
    private WebApplication? _app;

    private LocalService(
        ServiceInfo info, Func<string[], WebApplication> build, Sidecar sidecar, LocalSettings settings, List<string> arguments)
    {
        Info = info;
        Sidecar = sidecar;
        _build = build;
        _settings = settings;
        _arguments = arguments;
    }

    /// <summary>Which service it is.</summary>
    public ServiceInfo Info { get; }

    /// <summary>Its sidecar.</summary>
    public Sidecar Sidecar { get; }

    /// <summary>Where it listens.</summary>
    public ServiceAddresses Addresses { get; private set; } = null!;

    /// <summary>A channel to its gRPC port.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    internal static async Task<LocalService> StartAsync(
        ServiceInfo info, Func<string[], WebApplication> build, SidecarHub hub, LocalSettings settings, string appToken,
        IEnumerable<LocalService> peers, CancellationToken cancellationToken)
    {
        var sidecar = await Sidecar.StartAsync(
            hub, new SidecarOptions { AppId = info.Name, AppToken = appToken, Instance = info.Name }, cancellationToken);
        var service = new LocalService(info, build, sidecar, settings,
        [
            $"--Store:Folder={settings.DataFolder}",
            $"--DAPR_GRPC_PORT={sidecar.GrpcPort}",
            $"--DAPR_HTTP_PORT={sidecar.HttpPort}",
            $"--APP_API_TOKEN={appToken}",
            .. peers.Select(peer => $"--Peers:{peer.Info.Name}={peer.Addresses.Grpc}"),
            .. peers.Select(peer => $"--JsonPeers:{peer.Info.Name}={peer.Addresses.Http}"),
            .. settings.Arguments,
            .. settings.ArgumentsOf.GetValueOrDefault(info, []),
        ]);
        try
        {
            await service.StartAsync(
                settings.Ports.GetValueOrDefault((info, "HttpPort")), settings.Ports.GetValueOrDefault((info, "GrpcPort")),
                callbackPort: 0, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the service, not its sidecar.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>Starts the service again where it was.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) =>
        StartAsync(Addresses.Http.Port, Addresses.Grpc.Port, Addresses.Callback.Port, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        await StopAsync();
        await Sidecar.DisposeAsync();
    }

    private async Task StartAsync(int httpPort, int grpcPort, int callbackPort, CancellationToken cancellationToken)
    {
        _app = _build([.. _arguments, $"--HttpPort={httpPort}", $"--GrpcPort={grpcPort}", $"--CallbackPort={callbackPort}"]);
        _settings.OnBuilt?.Invoke(_app);
        Addresses = await ServiceHost.StartAsync(_app, cancellationToken);
        Channel ??= GrpcChannel.ForAddress(Addresses.Grpc);
        Sidecar.AttachApp(Addresses.Callback.Port);
    }
}
