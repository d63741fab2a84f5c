namespace AllianceServices.ServiceDefaults.DeadLetters;

/// <summary>An event of the register's topic that a subscriber gave up.</summary>
public sealed class DeadLetterRow
{
    /// <summary>The resource name, of subscriber, event and data: what comes again is the same dead letter.</summary>
    public required string Name { get; init; }

    /// <summary>The service that gave it up.</summary>
    public required string Subscriber { get; init; }

    /// <summary>CloudEvents id; empty for what was no event.</summary>
    public required string EventId { get; init; }

    /// <summary>CloudEvents type.</summary>
    public required string EventType { get; init; }

    /// <summary>CloudEvents subject, or empty.</summary>
    public required string EventSubject { get; init; }

    /// <summary>Content type of the data.</summary>
    public required string ContentType { get; init; }

    /// <summary>The data as they were published; of a message that was no event, all of it.</summary>
    public required byte[] Data { get; init; }

    /// <summary>How often it was given up.</summary>
    public int Deliveries { get; set; }

    /// <summary>When it was given up first: microseconds since 1970 UTC.</summary>
    public required long FirstTime { get; init; }

    /// <summary>When it was given up last.</summary>
    public long LastTime { get; set; }

    /// <summary>When it was published again after that; null if it was not.</summary>
    public long? ReplayTime { get; set; }

    /// <summary>Who had it published again last, or empty.</summary>
    public string ReplayedBy { get; set; } = "";
}
