using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AllianceServices.DevSidecar;

/// <summary>The two listeners of a sidecar: gRPC without TLS, and HTTP/1.1, which cannot share a port with it.</summary>
internal sealed class SidecarServer : IAsyncDisposable
{
    private const int MessageLimit = 4 * 1024 * 1024;
    private readonly WebApplication _app;
    private readonly TimeSpan _drainTimeout;
    private ListenOptions? _grpc;
    private ListenOptions? _http;

    private SidecarServer(SidecarHub hub, SidecarOptions options, AppLink app)
    {
        _drainTimeout = options.DrainTimeout;
        var metadata = new SidecarMetadata(hub, options, app);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => Listen(_grpc = listen, HttpProtocols.Http2));
            kestrel.Listen(IPAddress.Loopback, options.HttpPort, listen => Listen(_http = listen, HttpProtocols.Http1));
        });
        builder.Services.AddSingleton(hub.Options.LoggerFactory);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(new DaprService(hub, options, metadata));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MessageLimit);
        builder.Services.AddGrpcReflection();
        _app = builder.Build();
        if (options.ApiToken is { } token)
        {
            _app.Use((context, next) => ApiToken.CheckAsync(context, token, next));
        }
        _app.UseRouting();
        _app.MapGrpcService<DaprService>();
        _app.MapGrpcReflectionService();
        HttpApi.Map(_app, app, metadata);
    }

    public int GrpcPort => _grpc!.IPEndPoint!.Port;

    public int HttpPort => _http!.IPEndPoint!.Port;

    public static async Task<SidecarServer> StartAsync(
        SidecarHub hub, SidecarOptions options, AppLink app, CancellationToken cancellationToken)
    {
        var server = new SidecarServer(hub, options, app);
        try
        {
            await server._app.StartAsync(cancellationToken);
            return server;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await server._app.DisposeAsync();
            throw PortTakenException.For(options, exception);
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(_drainTimeout);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private static void Listen(ListenOptions listen, HttpProtocols protocols) => listen.Protocols = protocols;

    // The process has a lifetime of its own; signals are not for the sidecars inside it.
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
