using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>
/// What one life of a sidecar knows of its app, in daprd's order: wait for its port, wait for its health, ask once
/// for its subscriptions, deliver; stop and start deliveries as its health turns.
/// </summary>
internal sealed partial class AppLink(SidecarHub hub, SidecarOptions options, string instance) : IAsyncDisposable
{
    private static readonly TimeSpan PortPollInterval = TimeSpan.FromMilliseconds(20);

    private readonly ILogger _logger = hub.Options.LoggerFactory.CreateLogger<Sidecar>();
    private readonly TimeProvider _time = hub.Options.TimeProvider;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Signal _moved = new(hub.Options.TimeProvider);
    private readonly List<TopicSubscriber> _running = [];
    private volatile AppChannel? _channel;
    private volatile IReadOnlyList<TopicSubscription> _subscriptions = [];
    private volatile bool _isReady;
    private bool _hasAsked;
    private Task _sequence = Task.CompletedTask;

    /// <summary>The way to the app; there is one from the first attachment on.</summary>
    public AppChannel Channel => _channel ?? throw new InvalidOperationException("No app is attached.");

    /// <summary>Port of the app, or null before it is attached.</summary>
    public int? AppPort => _channel?.Port;

    /// <summary>What /v1.0/healthz says. Like daprd's it does not turn back when the app goes down later.</summary>
    public bool IsReady => _isReady;

    /// <summary>The subscriptions that have been started.</summary>
    public IReadOnlyList<TopicSubscription> Subscriptions => _subscriptions;

    /// <summary>The app is, or will be, at this port.</summary>
    public void Attach(int port)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var previous = _channel;
            if (previous?.Port == port)
            {
                return;
            }
            _channel = new AppChannel(port);
            if (previous is null)
            {
                _sequence = Background.Run(RunAsync);
            }
            else
            {
                previous.Dispose();
                _moved.Set();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping.Cancel();
        }
        await _sequence;
        await StopDeliveriesAsync();
        _channel?.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!await Channel.AnswersAsync(_stopping.Token))
            {
                await Task.Delay(PortPollInterval, _time, _stopping.Token);
            }
            if (options.AppHealthCheck)
            {
                _isReady = true;
                await FollowHealthAsync();
            }
            else
            {
                await StartDeliveriesAsync();
                _isReady = true;
            }
        }
        catch (OperationCanceledException)
        {
            // The sidecar stops.
        }
    }

    private async Task FollowHealthAsync()
    {
        var (healthy, failures) = (false, 0);
        while (true)
        {
            if (await IsHealthyAsync())
            {
                failures = 0;
                if (!healthy)
                {
                    healthy = true;
                    LogHealthy(options.AppId);
                    await StartDeliveriesAsync();
                }
            }
            else if (++failures >= options.AppHealthThreshold && healthy)
            {
                healthy = false;
                LogUnhealthy(options.AppId, failures);
                await StopDeliveriesAsync();
            }
            await _moved.WaitAsync(options.AppHealthInterval, _stopping.Token);
        }
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            await Channel.HealthCheckAsync(options.AppHealthTimeout, _stopping.Token);
            return true;
        }
        catch (Exception exception) when (exception is RpcException or ObjectDisposedException)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async Task StartDeliveriesAsync()
    {
        if (!_hasAsked)
        {
            // Set before the answer: a failed fetch is not repeated, as in daprd.
            _hasAsked = true;
            var listed = await ListAsync();
            Start(listed);
            _subscriptions = listed;
        }
        else
        {
            Start(_subscriptions);
        }
    }

    private void Start(IEnumerable<TopicSubscription> subscriptions)
    {
        foreach (var subscription in subscriptions)
        {
            var subscriber = new TopicSubscriber(subscription, this, hub, options);
            _running.Add(subscriber);
            subscriber.Start(instance);
        }
    }

    private async Task StopDeliveriesAsync()
    {
        await Task.WhenAll(_running.Select(subscriber => subscriber.DisposeAsync().AsTask()));
        _running.Clear();
    }
}
