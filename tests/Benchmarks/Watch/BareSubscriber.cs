using System.Diagnostics;
using System.Threading.Channels;
using AllianceServices.Benchmarks.Common;
using AllianceServices.DevSidecar;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Dapr.Client;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Success = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>
/// The least that an event through Dapr takes: an app with a sidecar of its own on the system's broker, which publishes
/// bytes and gets them back.
/// </summary>
internal sealed class BareSubscriber : IAsyncDisposable
{
    private const string PubSub = "pubsub";
    private const string Topic = "benchmark.bare";

    private readonly BareServer _app;
    private readonly Sidecar _sidecar;
    private readonly DaprClient _dapr;
    private readonly Callbacks _callbacks;
    private int _published;

    private BareSubscriber(BareServer app, Sidecar sidecar, Callbacks callbacks)
    {
        _app = app;
        _sidecar = sidecar;
        _callbacks = callbacks;
        _dapr = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{sidecar.GrpcPort}").UseHttpEndpoint($"http://127.0.0.1:{sidecar.HttpPort}").Build();
    }

    public static async Task<BareSubscriber> StartAsync(SidecarHub hub, CancellationToken cancellationToken)
    {
        var callbacks = new Callbacks();
        var app = await BareServer.StartAsync(
            services => services.AddSingleton(callbacks), app => app.MapGrpcService<Callbacks>(), cancellationToken);
        var sidecar = await Sidecar.StartAsync(hub, new SidecarOptions { AppId = "bare", AppPort = app.Address.Port }, cancellationToken);
        return new BareSubscriber(app, sidecar, callbacks);
    }

    /// <summary>Publishes and returns the milliseconds from before the call until the app gets the event.</summary>
    public async Task<double> PublishAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await SendAsync(json, cancellationToken);
        var received = await _callbacks.NextAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(begin, received).TotalMilliseconds;
    }

    /// <summary>Publishes one after the other, which keeps their order, and returns the time until the app has got them all.</summary>
    public async Task<TimeSpan> PublishAllAsync(IEnumerable<ReadOnlyMemory<byte>> events, CancellationToken cancellationToken)
    {
        var (begin, count) = (Stopwatch.GetTimestamp(), 0);
        foreach (var json in events)
        {
            await SendAsync(json, cancellationToken);
            count++;
        }
        var last = begin;
        for (var i = 0; i < count; i++)
        {
            last = await _callbacks.NextAsync(cancellationToken);
        }
        return Stopwatch.GetElapsedTime(begin, last);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        // As the relay publishes.
        var metadata = new Dictionary<string, string>
        {
            ["cloudevent.id"] = FormattableString.Invariant($"bare/{++_published}"),
            ["cloudevent.type"] = "alliance.type.v1.Change",
            ["cloudevent.subject"] = "bare",
            ["partitionKey"] = "bare",
        };
        await _dapr.PublishByteEventAsync(PubSub, Topic, json, "application/json", metadata, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _dapr.Dispose();
        await _sidecar.DisposeAsync();
        await _app.DisposeAsync();
    }

    private sealed class Callbacks : AppCallback.AppCallbackBase
    {
        private readonly Channel<long> _received = Channel.CreateUnbounded<long>();

        public ValueTask<long> NextAsync(CancellationToken cancellationToken) => _received.Reader.ReadAsync(cancellationToken);

        /// <inheritdoc/>
        public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context) =>
            Task.FromResult(new ListTopicSubscriptionsResponse
            {
                Subscriptions = { new TopicSubscription { PubsubName = PubSub, Topic = Topic } },
            });

        /// <inheritdoc/>
        public override Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
        {
            _received.Writer.TryWrite(Stopwatch.GetTimestamp());
            return Task.FromResult(new TopicEventResponse { Status = Success.Success });
        }
    }
}
