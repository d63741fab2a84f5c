namespace AllianceServices.DevSidecar;

/// <summary>A message on its way to one group, with what the faults decided about it.</summary>
internal sealed class PendingDelivery(BrokerMessage message, int round)
{
    public BrokerMessage Message { get; } = message;

    /// <summary>Which replay it belongs to.</summary>
    public int Round { get; } = round;

    public bool IsDuplicate { get; init; }

    public DateTimeOffset DelayedUntil { get; init; }

    public DateTimeOffset HeldUntil { get; set; }

    public DateTimeOffset RetryAt { get; set; }

    public int Failures { get; set; }
}

/// <summary>What became of an attempt to deliver.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Done with; the group goes on.</summary>
    Acknowledged,

    /// <summary>The sidecar gave up; the broker delivers it again later.</summary>
    Failed,

    /// <summary>The sidecar or its app went away; the next one gets it at once.</summary>
    Interrupted,
}
