using System.Collections.Concurrent;
using System.Net;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AllianceServices.ServiceDefaults.Tests;

/// <summary>Dapr's PublishEvent on a port of its own; keeps what was published in the order in which it came.</summary>
internal sealed class FakeDapr : IAsyncDisposable
{
    private WebApplication? _app;
    private int _port;
    private int _calls;

    public ConcurrentQueue<PublishEventRequest> Published { get; } = [];

    /// <summary>Which tries to publish fail, counted from 1.</summary>
    public Func<int, bool> Fails { get; set; } = _ => false;

    /// <summary>Which events are refused as too large.</summary>
    public Func<PublishEventRequest, bool> IsTooLarge { get; set; } = _ => false;

    /// <summary>What it waits for before it says that it has published.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    public string Option => $"--DAPR_GRPC_ENDPOINT=http://127.0.0.1:{_port}";

    public IEnumerable<string> Ids => Published.Select(request => request.Metadata["cloudevent.id"]);

    public static async Task<FakeDapr> StartAsync()
    {
        var dapr = new FakeDapr();
        await dapr.ListenAsync();
        return dapr;
    }

    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, _port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<Endpoint>();
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>Closes the port and every connection to it.</summary>
    public async Task HangUpAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app!.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _app = null;
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Empty Take(PublishEventRequest request)
    {
        if (Fails(Interlocked.Increment(ref _calls)))
        {
            throw new RpcException(new Status(StatusCode.Internal, "error when publishing to topic"));
        }
        if (IsTooLarge(request))
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum"));
        }
        Published.Enqueue(request);
        return new Empty();
    }

    // The package has messages and a client for Dapr's own interface, but no base class for a server.
    [BindServiceMethod(typeof(EndpointBase), nameof(Bind))]
    internal abstract class EndpointBase
    {
        private static readonly Method<PublishEventRequest, Empty> Publish = new(
            MethodType.Unary, "dapr.proto.runtime.v1.Dapr", nameof(PublishEvent),
            Marshallers.Create(request => request.ToByteArray(), PublishEventRequest.Parser.ParseFrom),
            Marshallers.Create(response => response.ToByteArray(), Empty.Parser.ParseFrom));

        public static void Bind(ServiceBinderBase binder, EndpointBase? service) =>
            binder.AddMethod(Publish, service is null ? null : service.PublishEvent);

        public abstract Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context);
    }

    internal sealed class Endpoint(FakeDapr dapr) : EndpointBase
    {
        public override async Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context)
        {
            var taken = dapr.Take(request);
            await dapr.Answer;
            return taken;
        }
    }
}
