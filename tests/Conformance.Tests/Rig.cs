using Dapr.AppCallback.Autogen.Grpc.v1;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Grpc.Net.Client;
using RuntimeClient = Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient;

namespace AllianceServices.Conformance.Tests;

/// <summary>What a test asks of its sidecar.</summary>
public sealed record RigOptions
{
    public Retries Retries { get; init; }

    /// <summary>How long a delivery may take, where it is retried.</summary>
    public string Timeout { get; init; } = "30s";

    public string? ApiToken { get; init; }

    public string? AppToken { get; init; }

    public bool HealthCheck { get; init; }

    /// <summary>Topics beside <see cref="Rig.Topic"/>, each with what is special about its subscription.</summary>
    public IReadOnlyDictionary<string, Action<TopicSubscription>> Topics { get; init; } = new Dictionary<string, Action<TopicSubscription>>();

    /// <summary>Whether what is given up of the topic goes to <see cref="Rig.DeadLetters"/>, to which the app subscribes too.</summary>
    public bool DeadLetters { get; init; }
}

/// <summary>
/// An app and its sidecar, which is a process. Publishing and subscribing go through the same one, because pubsub.in-memory of
/// daprd reaches no other. Names are new each time, because a real broker remembers.
/// </summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly RigOptions _options;
    private readonly TempFolder _resources = new();
    private readonly int _grpcPort;
    private readonly int _httpPort;
    private readonly int _appPort;
    private readonly GrpcChannel _channel;
    private readonly List<DaprClient> _clients = [];
    private ChildProgram? _sidecar;
    private TestApp? _app;

    public Rig(RigOptions? options = null)
    {
        _options = options ?? new();
        var ports = ServicePorts.Free(3);
        (_grpcPort, _httpPort, _appPort) = (ports[0], ports[1], ports[2]);
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_grpcPort}", new() { MaxSendMessageSize = null });
        Raw = new(_channel);
        Behaviour.Subscriptions.Add(On(Topic, _options.DeadLetters ? DeadLetters : ""));
        if (_options.DeadLetters)
        {
            Behaviour.Subscriptions.Add(On(DeadLetters));
        }
        foreach (var (topic, change) in _options.Topics)
        {
            var subscription = On(Named(topic));
            change(subscription);
            Behaviour.Subscriptions.Add(subscription);
        }
        Resources.Write(_resources.Path, _options.Retries, _options.Timeout);
    }

    public string AppId { get; } = $"app-{Guid.NewGuid():N}";

    public string Topic => Named("changes");

    public string DeadLetters => Named("dead");

    public AppBehaviour Behaviour { get; } = new();

    public int AppPort => _appPort;

    /// <summary>The generated client, for what the SDK hides.</summary>
    public RuntimeClient Raw { get; }

    public ChannelBase Channel => _channel;

    public Uri Http => new($"http://127.0.0.1:{_httpPort}");

    /// <summary>The name that a topic of the options has at the broker.</summary>
    public string Named(string topic) => $"{topic}-{AppId}";

    /// <summary>An unmodified Dapr client.</summary>
    public DaprClient Client(string? apiToken = null)
    {
        var builder = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{_grpcPort}").UseHttpEndpoint($"http://127.0.0.1:{_httpPort}");
        var client = (apiToken is null ? builder : builder.UseDaprApiToken(apiToken)).Build();
        _clients.Add(client);
        return client;
    }

    /// <summary>Starts an app and its sidecar; returns when the subscriptions are live.</summary>
    public static async Task<Rig> StartAsync(RigOptions? options = null)
    {
        var rig = new Rig(options);
        try
        {
            await rig.StartAppAsync();
            await rig.StartSidecarAsync();
            await rig.SubscribedAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the app, after it was stopped too.</summary>
    public async Task StartAppAsync() => _app = await TestApp.StartAsync(Behaviour, port: _appPort);

    public async Task StopAppAsync() => await _app!.DisposeAsync();

    /// <summary>Starts the sidecar, after it was killed too; returns when its API answers.</summary>
    public async Task StartSidecarAsync()
    {
        _sidecar = Sut.StartSidecar(
            AppId, _appPort, _grpcPort, _httpPort, [_resources.Path], _options.HealthCheck, _options.AppToken ?? "", _options.ApiToken ?? "");
        var client = Client();
        await Eventually.BecomesAsync(() => client.CheckOutboundHealthAsync(), answers => answers, $"the sidecar answers\n{Words}");
    }

    public async Task KillSidecarAsync()
    {
        _sidecar!.Signal("KILL");
        await _sidecar.EndAsync();
        _sidecar.Dispose();
    }

    /// <summary>Waits until the sidecar has subscriptions, and returns what it tells of itself.</summary>
    public Task<GetMetadataResponse> SubscribedAsync() => Eventually.BecomesAsync(
        async () => await Raw.GetMetadataAsync(new(), Headers), metadata => metadata.Subscriptions.Count > 0, "subscriptions are live");

    /// <summary>Publishes events with ids, one after another.</summary>
    public Task PublishAsync(params string[] ids) => PublishToAsync(Topic, ids);

    /// <summary>The same, to another topic.</summary>
    public async Task PublishToAsync(string topic, params string[] ids)
    {
        foreach (var id in ids)
        {
            var request = new PublishEventRequest
            {
                PubsubName = Resources.PubSub,
                Topic = topic,
                DataContentType = "text/plain",
                Metadata = { ["cloudevent.id"] = id },
            };
            await Raw.PublishEventAsync(request, Headers);
        }
    }

    /// <summary>The next events by topic and id, in any order.</summary>
    public async Task<List<(string Topic, string Id)>> TakeAsync(int count) =>
        [.. (await Behaviour.TakeAsync(count)).Select(delivery => (delivery.Event.Topic, delivery.Event.Id)).Order()];

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        _channel.Dispose();
        _sidecar?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        _resources.Dispose();
    }

    private Metadata? Headers => _options.ApiToken is { } token ? new Metadata { { "dapr-api-token", token } } : null;

    private string Words => string.Join('\n', [.. _sidecar!.Output.TakeLast(20), .. _sidecar.Errors.TakeLast(20)]);

    private static TopicSubscription On(string topic, string deadLetterTopic = "") =>
        new() { PubsubName = Resources.PubSub, Topic = topic, DeadLetterTopic = deadLetterTopic };
}

/// <summary>A rig that the tests of a class share.</summary>
public abstract class SharedRig(RigOptions? options = null) : IAsyncLifetime
{
    public Rig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rig = await Rig.StartAsync(options);

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
