namespace AllianceServices.DevSidecar;

/// <summary>
/// What one group still has to get from one partition: a cursor into the log and a small window behind it, in
/// which faults may change the order.
/// </summary>
internal sealed class DeliveryQueue(
    TopicLog log, int partition, string group, long start, Faults faults, TimeProvider time)
{
    private const int WindowSize = 64;
    private readonly Lock _gate = new();
    private readonly List<PendingDelivery> _window = [];
    private long _next = start;
    private int _round;
    private long _replayedFrom;
    private int _underWay;

    /// <summary>Messages that retention took before this group had read them.</summary>
    public long Lost { get; private set; }

    /// <summary>Takes the next message that is due; if there is none, says how long until one may be.</summary>
    public PendingDelivery? Take(out TimeSpan? wait)
    {
        lock (_gate)
        {
            wait = null;
            var plan = faults.Plan;
            if (plan.BrokerDown)
            {
                return null;
            }
            var now = time.GetUtcNow();
            Fill(plan, now);
            var index = FindDue(plan, now, out var wakeAt);
            if (index < 0)
            {
                wait = wakeAt - now;
                return null;
            }
            var taken = _window[index];
            _window.RemoveAt(index);
            _underWay++;
            if (index > 0)
            {
                _window[0].HeldUntil = default;
                faults.CountReordered();
            }
            if (taken.IsDuplicate && taken.Failures == 0)
            {
                faults.CountDuplicated();
            }
            return taken;
        }
    }

    /// <summary>What was taken is done with.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _underWay--;
        }
    }

    /// <summary>Puts back what could not be delivered, in front of everything else.</summary>
    public void PutBack(PendingDelivery pending, TimeSpan delay)
    {
        lock (_gate)
        {
            _underWay--;
            // A replay in the meantime reads it from the log again.
            if (pending.Round == _round || pending.Message.Offset < _replayedFrom)
            {
                pending.RetryAt = time.GetUtcNow() + delay;
                _window.Insert(0, pending);
            }
        }
    }

    /// <summary>Messages that are not acknowledged yet.</summary>
    public long Count()
    {
        lock (_gate)
        {
            return _underWay + _window.Count + log.CountFrom(_next, partition);
        }
    }

    public void Replay(long fromOffset)
    {
        lock (_gate)
        {
            _round++;
            _replayedFrom = fromOffset;
            _next = Math.Min(_next, fromOffset);
            _window.RemoveAll(pending => pending.Message.Offset >= fromOffset);
        }
    }

    private void Fill(FaultPlan plan, DateTimeOffset now)
    {
        while (_window.Count < WindowSize && log.Read(_next) is { } message)
        {
            Lost += message.Offset - _next;
            _next = message.Offset + 1;
            if (message.Partition == partition)
            {
                Admit(message, plan, now);
            }
        }
    }

    private void Admit(BrokerMessage message, FaultPlan plan, DateTimeOffset now)
    {
        var dice = new FaultDice(faults.Seed, group, message.Offset, _round);
        var (drop, duplicate, reorder, delay) = (dice.Next(), dice.Next(), dice.Next(), dice.Next());
        if (drop < plan.Drop)
        {
            faults.CountDropped();
            return;
        }
        var delayed = plan.MinDelay + (plan.MaxDelay - plan.MinDelay) * delay;
        if (delayed > TimeSpan.Zero)
        {
            faults.CountDelayed();
        }
        _window.Add(new PendingDelivery(message, _round)
        {
            DelayedUntil = now + delayed,
            HeldUntil = reorder < plan.Reorder ? now + delayed + plan.ReorderWindow : default,
        });
        if (duplicate < plan.Duplicate)
        {
            _window.Add(new PendingDelivery(message, _round) { IsDuplicate = true, DelayedUntil = now + delayed });
        }
    }

    // A message that waits for its time stops all behind it, as in a partition. One that is held back for
    // reordering, which is always the first, lets the next one of another key pass.
    private int FindDue(FaultPlan plan, DateTimeOffset now, out DateTimeOffset? wakeAt)
    {
        wakeAt = null;
        PendingDelivery? held = null;
        for (var i = 0; i < _window.Count; i++)
        {
            var pending = _window[i];
            if (held is not null && MustFollow(pending, held, plan))
            {
                continue;
            }
            var due = IsDelayed(pending, plan) ? Later(pending.RetryAt, pending.DelayedUntil) : pending.RetryAt;
            if (due > now)
            {
                wakeAt = wakeAt is { } released && released < due ? released : due;
                return -1;
            }
            if (held is not null || plan.Reorder == 0 || pending.HeldUntil <= now)
            {
                return i;
            }
            held = pending;
            wakeAt = held.HeldUntil;
        }
        return -1;
    }

    private static bool MustFollow(PendingDelivery pending, PendingDelivery held, FaultPlan plan) =>
        !plan.ReorderWithinKey
        && pending.Message.PartitionKey is { } key
        && key == held.Message.PartitionKey;

    private static bool IsDelayed(PendingDelivery pending, FaultPlan plan) =>
        plan.MaxDelay > TimeSpan.Zero && pending.Failures == 0;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
