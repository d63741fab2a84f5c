namespace AllianceServices.DevSidecar;

/// <summary>
/// The broker behind the sidecars of one process: topics with bounded retention, and consumer groups that read
/// them. For laptops and tests.
/// </summary>
public sealed class SidecarHub : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TopicLog> _topics = [];
    private readonly Dictionary<(string Topic, string Group), ConsumerGroup> _groups = [];

    /// <summary>Starts an empty hub.</summary>
    public SidecarHub(SidecarHubOptions? options = null)
    {
        Options = options ?? new SidecarHubOptions();
        foreach (var problem in Options.Problems())
        {
            throw new ArgumentException(problem + ".");
        }
        Faults = new Faults(Options.FaultSeed, WakeAll);
    }

    /// <summary>What can be made to go wrong.</summary>
    public Faults Faults { get; }

    /// <summary>The settings of this hub.</summary>
    public SidecarHubOptions Options { get; }

    /// <summary>Delivers what is still kept of a topic from an offset on to every group again, dropped messages too.</summary>
    /// <returns>How many messages each group gets again.</returns>
    public long Replay(string topic, long fromOffset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        TopicLog log;
        List<ConsumerGroup> groups;
        lock (_gate)
        {
            log = Topic(topic);
            groups = [.. _groups.Where(group => group.Key.Topic == topic).Select(group => group.Value)];
        }
        var from = Math.Max(fromOffset, log.First);
        foreach (var group in groups)
        {
            group.Replay(from);
        }
        return Math.Max(0, log.End - from);
    }

    /// <summary>The messages of a topic that are still kept, oldest first.</summary>
    public IReadOnlyList<BrokerMessage> Messages(string topic)
    {
        lock (_gate)
        {
            return _topics.TryGetValue(topic, out var log) ? log.ReadAll() : [];
        }
    }

    /// <summary>The consumer groups of a topic.</summary>
    public IReadOnlyList<GroupStatus> Groups(string topic)
    {
        lock (_gate)
        {
            return [.. _groups.Where(group => group.Key.Topic == topic).Select(group => group.Value.Status())];
        }
    }

    /// <summary>Stops all deliveries. Sidecars must be disposed of first.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ConsumerGroup> groups;
        lock (_gate)
        {
            groups = [.. _groups.Values];
            _groups.Clear();
        }
        foreach (var group in groups)
        {
            await group.DisposeAsync();
        }
    }

    internal void Publish(string topic, ReadOnlyMemory<byte> data, IReadOnlyDictionary<string, string> metadata)
    {
        if (Faults.Plan.BrokerDown)
        {
            Faults.CountRejected();
            throw new BrokerDownException();
        }
        lock (_gate)
        {
            Topic(topic).Append(data, metadata);
            foreach (var (key, group) in _groups)
            {
                if (key.Topic == topic)
                {
                    group.Wake();
                }
            }
        }
    }

    internal GroupMember Join(string component, string topic, string appId, string instance, DeliverMessage deliver)
    {
        var mode = Options.Components[component];
        var name = mode == GroupMode.PerInstance ? InstanceGroup(appId, instance) : appId;
        lock (_gate)
        {
            if (!_groups.TryGetValue((topic, name), out var group))
            {
                var log = Topic(topic);
                // A shared group must not miss what was said before its first deployment; for a broadcast that
                // would be a replay of everything at each start.
                var start = mode == GroupMode.PerInstance ? log.End : log.First;
                group = new ConsumerGroup(name, topic, log, start, Faults, Options);
                _groups.Add((topic, name), group);
            }
            return group.Join(deliver);
        }
    }

    /// <summary>Forgets the broadcast groups of an instance that never comes back.</summary>
    internal async Task ForgetAsync(string appId, string instance)
    {
        var name = InstanceGroup(appId, instance);
        List<ConsumerGroup> gone = [];
        lock (_gate)
        {
            foreach (var key in _groups.Keys.Where(key => key.Group == name).ToList())
            {
                _groups.Remove(key, out var group);
                gone.Add(group!);
            }
        }
        foreach (var group in gone)
        {
            await group.DisposeAsync();
        }
    }

    private static string InstanceGroup(string appId, string instance) => $"{appId}/{instance}";

    private TopicLog Topic(string name)
    {
        if (!_topics.TryGetValue(name, out var log))
        {
            _topics.Add(name, log = new TopicLog(Options));
        }
        return log;
    }

    private void WakeAll()
    {
        lock (_gate)
        {
            foreach (var group in _groups.Values)
            {
                group.Wake();
            }
        }
    }
}

/// <summary>The broker is down, by a fault switch.</summary>
internal sealed class BrokerDownException() : Exception("broker is down (fault switch)");
