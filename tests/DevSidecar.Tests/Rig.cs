using Dapr.AppCallback.Autogen.Grpc.v1;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Grpc.Net.Client;
using RuntimeClient = Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Sidecars, apps and unmodified Dapr clients around one hub; ends them all.</summary>
internal sealed class Rig(SidecarHubOptions? options = null) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _ends = [];
    private readonly List<IDisposable> _clients = [];

    public const string Topic = "changes";

    public SidecarHub Hub { get; } = new(options);

    public async Task<Sidecar> SidecarAsync(string appId, Func<SidecarOptions, SidecarOptions>? configure = null)
    {
        var plain = new SidecarOptions { AppId = appId, DrainTimeout = TimeSpan.FromSeconds(2) };
        var sidecar = await Sidecar.StartAsync(Hub, configure?.Invoke(plain) ?? plain);
        _ends.Add(sidecar);
        return sidecar;
    }

    public async Task<TestApp> AppAsync(AppBehaviour behaviour, bool withCallbacks = true, int port = 0)
    {
        var app = await TestApp.StartAsync(behaviour, withCallbacks, port);
        _ends.Add(app);
        return app;
    }

    /// <summary>An app with its sidecar, returned when its subscriptions are live.</summary>
    public async Task<Subscriber> SubscriberAsync(
        string appId, Func<SidecarOptions, SidecarOptions>? configure = null, bool withCallbacks = true,
        params TopicSubscription[] subscriptions)
    {
        var behaviour = new AppBehaviour();
        behaviour.Subscriptions.AddRange(subscriptions.Length > 0 ? subscriptions : [On(Topic)]);
        var sidecar = await SidecarAsync(appId, configure);
        var app = await AppAsync(behaviour, withCallbacks);
        sidecar.AttachApp(app.Port);
        await SubscribedAsync(sidecar);
        return new Subscriber(sidecar, app, behaviour);
    }

    public async Task<DaprClient> PublisherAsync(string appId = "statements") => Client(await SidecarAsync(appId));

    public DaprClient Client(Sidecar sidecar, string? apiToken = null)
    {
        var builder = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{sidecar.GrpcPort}")
            .UseHttpEndpoint($"http://127.0.0.1:{sidecar.HttpPort}");
        var client = (apiToken is null ? builder : builder.UseDaprApiToken(apiToken)).Build();
        _clients.Add(client);
        return client;
    }

    /// <summary>The generated client, for what the SDK hides.</summary>
    public RuntimeClient Raw(Sidecar sidecar) => new(Channel(sidecar));

    public GrpcChannel Channel(Sidecar sidecar)
    {
        var channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{sidecar.GrpcPort}", new GrpcChannelOptions { MaxSendMessageSize = null });
        _clients.Add(channel);
        return channel;
    }

    public Task<GetMetadataResponse> SubscribedAsync(Sidecar sidecar, Metadata? headers = null)
    {
        headers ??= sidecar.AppId.EndsWith("-guarded", StringComparison.Ordinal)
            ? new Metadata { { "dapr-api-token", "secret" } }
            : null;
        var raw = Raw(sidecar);
        return Eventually.BecomesAsync(
            async () => await raw.GetMetadataAsync(new GetMetadataRequest(), headers),
            metadata => metadata.Subscriptions.Count > 0, "subscriptions are live");
    }

    public GroupStatus Group(string name) => Hub.Groups(Topic).Single(group => group.Name == name);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
        foreach (var end in Enumerable.Reverse(_ends))
        {
            await end.DisposeAsync();
        }
        await Hub.DisposeAsync();
    }

    public static TopicSubscription On(string topic, string pubsub = "pubsub", string deadLetterTopic = "") =>
        new() { PubsubName = pubsub, Topic = topic, DeadLetterTopic = deadLetterTopic };

    public static Dictionary<string, string> Keyed(string key) => new() { ["partitionKey"] = key };
}

/// <summary>A subscribing app and its sidecar.</summary>
internal sealed record Subscriber(Sidecar Sidecar, TestApp App, AppBehaviour Behaviour)
{
    public Task<Delivery> NextAsync() => Behaviour.NextAsync();
}
