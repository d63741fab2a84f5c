using Microsoft.Extensions.Logging.Abstractions;

namespace AllianceServices.DevSidecar;

/// <summary>How the sidecars that subscribe through a pub/sub component form consumer groups.</summary>
public enum GroupMode
{
    /// <summary>All instances of an app share one group: each message goes to one of them.</summary>
    SharedByAppId,

    /// <summary>Each sidecar instance is a group of its own: each message goes to every one.</summary>
    PerInstance,
}

/// <summary>Settings of a <see cref="SidecarHub"/>.</summary>
public sealed record SidecarHubOptions
{
    /// <summary>Pub/sub components by name. All of them point at the same broker, so they see the same topics.</summary>
    public IReadOnlyDictionary<string, GroupMode> Components { get; init; } = new Dictionary<string, GroupMode>
    {
        ["pubsub"] = GroupMode.SharedByAppId,
        ["pubsub-broadcast"] = GroupMode.PerInstance,
    };

    /// <summary>Messages kept per topic; the oldest go first, also for a group that has not read them.</summary>
    public int RetainedMessages { get; init; } = 10_000;

    /// <summary>Bytes kept per topic.</summary>
    public long RetainedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Partitions per topic. Messages of one partition key are always delivered one at a time and in order; with
    /// one partition so is the whole topic. More let a group work on several keys at once, as a real broker would.
    /// </summary>
    public int Partitions { get; init; } = 1;

    /// <summary>How long the broker waits before it delivers again what a sidecar gave up on (Kafka: 5 s).</summary>
    public TimeSpan RedeliveryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Seed of all fault decisions: the same seed, group and messages meet the same faults.</summary>
    public int FaultSeed { get; init; }

    /// <summary>The clock of delays, retries and expiry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the hub and its sidecars log.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal IEnumerable<string> Problems()
    {
        if (Components.Count == 0)
        {
            yield return $"{nameof(Components)} must name at least one pub/sub component";
        }
        if (RetainedMessages < 1)
        {
            yield return $"{nameof(RetainedMessages)} must be at least 1, not {RetainedMessages}";
        }
        if (RetainedBytes < 1)
        {
            yield return $"{nameof(RetainedBytes)} must be at least 1, not {RetainedBytes}";
        }
        if (Partitions is < 1 or > 256)
        {
            yield return $"{nameof(Partitions)} must lie between 1 and 256, not {Partitions}";
        }
        if (RedeliveryInterval < TimeSpan.Zero)
        {
            yield return $"{nameof(RedeliveryInterval)} must not be negative, but is {RedeliveryInterval}";
        }
    }
}
