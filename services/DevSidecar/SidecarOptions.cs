namespace AllianceServices.DevSidecar;

/// <summary>Settings of one sidecar.</summary>
public sealed record SidecarOptions
{
    /// <summary>Dapr app-id: the source of published events and the name of the shared consumer group.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Port of the Dapr gRPC API on 127.0.0.1; 0 picks a free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Port of the Dapr HTTP API on 127.0.0.1; 0 picks a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Port where the app serves AppCallback, if it is known at the start.</summary>
    public int? AppPort { get; init; }

    /// <summary>Token that apps must send with each call of the Dapr API; none are asked for when null.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Token that the sidecar sends with each event.</summary>
    public string? AppToken { get; init; }

    /// <summary>Name of this instance among those of the app; keeps its broadcast groups. Generated when null.</summary>
    public string? Instance { get; init; }

    /// <summary>Whether the app's HealthCheck decides if events are delivered.</summary>
    public bool AppHealthCheck { get; init; }

    /// <summary>Time between two health checks.</summary>
    public TimeSpan AppHealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that one health check may take.</summary>
    public TimeSpan AppHealthTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Failed health checks in a row that stop deliveries.</summary>
    public int AppHealthThreshold { get; init; } = 3;

    /// <summary>
    /// What happens when the app does not take an event. The default bridges a restart of the app: it goes on for
    /// about 80 seconds. daprd's own default is <see cref="InboundRetry.None"/>.
    /// </summary>
    public InboundRetry Retry { get; init; } = new();

    /// <summary>Time that the app may take for one event; null waits for ever, as daprd does by default.</summary>
    public TimeSpan? InboundTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that events under way get to finish when the sidecar or its deliveries stop.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(AppId))
        {
            yield return $"{nameof(AppId)} is missing";
        }
        foreach (var (name, port) in new[]
            { (nameof(GrpcPort), GrpcPort), (nameof(HttpPort), HttpPort), (nameof(AppPort), AppPort ?? 1) })
        {
            if (port is < 0 or > ushort.MaxValue || (port == 0 && name == nameof(AppPort)))
            {
                yield return $"{name} must be a port number, not {port}";
            }
        }
        if (GrpcPort != 0 && GrpcPort == HttpPort)
        {
            yield return $"{nameof(HttpPort)} must differ from {nameof(GrpcPort)}: HTTP/1.1 and HTTP/2 do not mix";
        }
        if (AppHealthTimeout <= TimeSpan.Zero || AppHealthTimeout > AppHealthInterval)
        {
            yield return $"{nameof(AppHealthTimeout)} must be above 0 and at most {nameof(AppHealthInterval)}";
        }
        if (AppHealthThreshold < 1)
        {
            yield return $"{nameof(AppHealthThreshold)} must be at least 1, not {AppHealthThreshold}";
        }
        if (InboundTimeout <= TimeSpan.Zero)
        {
            yield return $"{nameof(InboundTimeout)} must be above 0, not {InboundTimeout}";
        }
        if (DrainTimeout < TimeSpan.Zero)
        {
            yield return $"{nameof(DrainTimeout)} must not be negative, but is {DrainTimeout}";
        }
        foreach (var problem in Retry.Problems())
        {
            yield return $"{nameof(Retry)}:{problem}";
        }
    }
}
