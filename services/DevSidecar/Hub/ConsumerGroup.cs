using System.Collections.Immutable;

namespace AllianceServices.DevSidecar;

/// <summary>
/// A consumer group of one topic. Lives on without members, so that delivery resumes where it stopped.
/// </summary>
internal sealed partial class ConsumerGroup : IAsyncDisposable
{
    private readonly string _name;
    private readonly string _topic;
    private readonly TimeSpan _redelivery;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(DeliveryQueue Queue, Signal Signal)> _lanes = [];
    private readonly List<Task> _pumps = [];
    private ImmutableList<GroupMember> _members = [];
    private uint _turn;

    public ConsumerGroup(
        string name, string topic, TopicLog log, long start, Faults faults, SidecarHubOptions options)
    {
        (_name, _topic, _redelivery) = (name, topic, options.RedeliveryInterval);
        _logger = options.LoggerFactory.CreateLogger<SidecarHub>();
        for (var partition = 0; partition < options.Partitions; partition++)
        {
            var queue = new DeliveryQueue(log, partition, name, start, faults, options.TimeProvider);
            var signal = new Signal(options.TimeProvider);
            _lanes.Add((queue, signal));
            _pumps.Add(Background.Run(() => PumpAsync(queue, signal)));
        }
    }

    public GroupStatus Status() => new(_name, _members.Count, _lanes.Sum(lane => lane.Queue.Count()));

    public GroupMember Join(DeliverMessage deliver)
    {
        var member = new GroupMember(this, deliver);
        ImmutableInterlocked.Update(ref _members, members => members.Add(member));
        Wake();
        return member;
    }

    public void Leave(GroupMember member) =>
        ImmutableInterlocked.Update(ref _members, members => members.Remove(member));

    public void Wake()
    {
        foreach (var (_, signal) in _lanes)
        {
            signal.Set();
        }
    }

    public void Replay(long fromOffset)
    {
        foreach (var (queue, signal) in _lanes)
        {
            queue.Replay(fromOffset);
            signal.Set();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_pumps);
        _stopping.Dispose();
    }

    private async Task PumpAsync(DeliveryQueue queue, Signal signal)
    {
        try
        {
            var lost = 0L;
            while (!_stopping.IsCancellationRequested)
            {
                TimeSpan? wait = null;
                var pending = _members.IsEmpty ? null : queue.Take(out wait);
                if (queue.Lost > lost)
                {
                    LogLost(_name, queue.Lost - lost, _topic);
                    lost = queue.Lost;
                }
                if (pending is null)
                {
                    await signal.WaitAsync(wait, _stopping.Token);
                }
                else
                {
                    await DeliverAsync(queue, pending);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private async Task DeliverAsync(DeliveryQueue queue, PendingDelivery pending)
    {
        var outcome = DeliveryOutcome.Interrupted;
        try
        {
            if (NextMember() is { } member)
            {
                outcome = await member.Deliver(pending.Message, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Given up from this side; nothing is known to be wrong with the message.
        }
        catch (Exception exception)
        {
            outcome = DeliveryOutcome.Failed;
            if (pending.Failures == 0)
            {
                LogDeliveryFailed(exception, pending.Message.Offset, _topic, _name);
            }
        }
        if (outcome == DeliveryOutcome.Acknowledged)
        {
            queue.Complete();
            return;
        }
        pending.Failures += outcome == DeliveryOutcome.Failed ? 1 : 0;
        queue.PutBack(pending, outcome == DeliveryOutcome.Failed ? _redelivery : TimeSpan.Zero);
    }

    private GroupMember? NextMember()
    {
        var members = _members;
        return members.IsEmpty ? null : members[(int)(Interlocked.Increment(ref _turn) % (uint)members.Count)];
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Group {Group} lost {Count} messages of {Topic}: they outgrew the retention before it read them")]
    private partial void LogLost(string group, long count, string topic);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Delivery of message {Offset} of {Topic} to group {Group} failed; it is tried again")]
    private partial void LogDeliveryFailed(Exception exception, long offset, string topic, string group);
}

/// <summary>A consumer group as an operator of a broker sees it.</summary>
/// <param name="Name">The app-id, with the instance if the group is its own.</param>
/// <param name="Members">Sidecars that take messages now.</param>
/// <param name="Lag">Kept messages that the group has not acknowledged.</param>
public sealed record GroupStatus(string Name, int Members, long Lag);

/// <summary>Takes one message to an app.</summary>
internal delegate Task<DeliveryOutcome> DeliverMessage(BrokerMessage message, CancellationToken hubStops);

/// <summary>One sidecar's place in a group.</summary>
internal sealed class GroupMember(ConsumerGroup group, DeliverMessage deliver)
{
    public DeliverMessage Deliver => deliver;

    public void Leave() => group.Leave(this);
}
