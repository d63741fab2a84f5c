using System.Net;
using System.Threading.Channels;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.TestKit;

/// <summary>One call of OnTopicEvent.</summary>
public sealed record Delivery(TopicEventRequest Event, Metadata Headers);

/// <summary>What an app answers; shared by the instances of an app that restarts.</summary>
public sealed class AppBehaviour
{
    private readonly Channel<Delivery> _received = Channel.CreateUnbounded<Delivery>();
    private int _listCalls;
    private volatile bool _healthy = true;

    /// <summary>What it subscribes to.</summary>
    public List<TopicSubscription> Subscriptions { get; } = [];

    /// <summary>Answer to an event; may throw.</summary>
    public Func<Delivery, Task<Status>> OnEvent { get; set; } = _ => Task.FromResult(Status.Success);

    /// <summary>Called with the number of the call before ListTopicSubscriptions answers; may throw.</summary>
    public Action<int> OnList { get; set; } = _ => { };

    /// <summary>Whether it takes events.</summary>
    public bool Healthy
    {
        get => _healthy;
        set => _healthy = value;
    }

    /// <summary>What came with the last question for subscriptions.</summary>
    public Metadata? ListHeaders { get; set; }

    /// <summary>What came with the last question about its health.</summary>
    public Metadata? HealthHeaders { get; set; }

    /// <summary>How often it was asked for subscriptions.</summary>
    public int ListCalls => Volatile.Read(ref _listCalls);

    /// <summary>Events that have come and were not taken.</summary>
    public int Waiting => _received.Reader.Count;

    internal int CountList() => Interlocked.Increment(ref _listCalls);

    internal void Record(Delivery delivery) => _received.Writer.TryWrite(delivery);

    /// <summary>The next event.</summary>
    public async Task<Delivery> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _received.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>The next events.</summary>
    public async Task<List<Delivery>> TakeAsync(int count)
    {
        var all = new List<Delivery>();
        while (all.Count < count)
        {
            all.Add(await NextAsync());
        }
        return all;
    }
}

/// <summary>A real gRPC app on a port of its own, as daprd sees it.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app, int port) => (_app, Port) = (app, port);

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one; on a free port where none is given.</summary>
    public static async Task<TestApp> StartAsync(AppBehaviour behaviour, bool withCallbacks = true, int port = 0)
    {
        ListenOptions? listener = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listener = listen;
        }));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(behaviour);
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<HealthService>();
        if (withCallbacks)
        {
            app.MapGrpcService<CallbackService>();
        }
        else
        {
            app.MapGrpcService<ListOnlyService>();
        }
        await app.StartAsync();
        return new TestApp(app, listener!.IPEndPoint!.Port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private class ListOnlyService(AppBehaviour behaviour) : AppCallback.AppCallbackBase
    {
        protected AppBehaviour Behaviour => behaviour;

        public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context)
        {
            behaviour.ListHeaders = context.RequestHeaders;
            behaviour.OnList(behaviour.CountList());
            return Task.FromResult(new ListTopicSubscriptionsResponse { Subscriptions = { behaviour.Subscriptions } });
        }
    }

    private sealed class CallbackService(AppBehaviour behaviour) : ListOnlyService(behaviour)
    {
        public override async Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
        {
            var delivery = new Delivery(request, context.RequestHeaders);
            Behaviour.Record(delivery);
            return new TopicEventResponse { Status = await Behaviour.OnEvent(delivery) };
        }
    }

    private sealed class HealthService(AppBehaviour behaviour) : AppCallbackHealthCheck.AppCallbackHealthCheckBase
    {
        public override Task<HealthCheckResponse> HealthCheck(Empty request, ServerCallContext context)
        {
            behaviour.HealthHeaders = context.RequestHeaders;
            return behaviour.Healthy
                ? Task.FromResult(new HealthCheckResponse())
                : throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "not now"));
        }
    }
}
