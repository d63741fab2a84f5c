namespace AllianceServices.DevSidecar;

/// <summary>What goes wrong in the hub. Immutable, so that a change of several values takes effect at once.</summary>
public sealed record FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Probability, 0 to 1, that a group never gets a message. <see cref="SidecarHub.Replay"/> brings it back.</summary>
    public double Drop { get; init; }

    /// <summary>Probability that a group gets a message twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Probability that a message is held back so that one of another partition key overtakes it.</summary>
    public double Reorder { get; init; }

    /// <summary>Lets messages of the same key overtake each other too, which no broker does: a test of the subscriber.</summary>
    public bool ReorderWithinKey { get; init; }

    /// <summary>How long a message is held back for another one to overtake it.</summary>
    public TimeSpan ReorderWindow { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Least delay between publishing and delivery.</summary>
    public TimeSpan MinDelay { get; init; }

    /// <summary>Greatest delay between publishing and delivery.</summary>
    public TimeSpan MaxDelay { get; init; }

    /// <summary>The broker is down: publishing fails and nothing is delivered.</summary>
    public bool BrokerDown { get; init; }

    internal void Validate()
    {
        foreach (var (name, probability) in new[]
            { (nameof(Drop), Drop), (nameof(Duplicate), Duplicate), (nameof(Reorder), Reorder) })
        {
            if (probability is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"{name} must lie between 0 and 1, not {probability}.");
            }
        }
        if (MinDelay < TimeSpan.Zero || MaxDelay < MinDelay || ReorderWindow < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"Delays must not be negative and {nameof(MaxDelay)} must not be below {nameof(MinDelay)}.");
        }
    }
}

/// <summary>How often each kind of fault really happened.</summary>
/// <param name="Dropped">Messages that a group never got.</param>
/// <param name="Duplicated">Deliveries beyond the first one.</param>
/// <param name="Reordered">Messages held back until a later one had overtaken them.</param>
/// <param name="Delayed">Messages that were delivered late.</param>
/// <param name="Rejected">Publications refused because the broker was down.</param>
public sealed record FaultCounts(long Dropped, long Duplicated, long Reordered, long Delayed, long Rejected);
