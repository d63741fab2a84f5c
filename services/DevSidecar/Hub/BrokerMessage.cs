namespace AllianceServices.DevSidecar;

/// <summary>A message as the broker keeps it.</summary>
/// <param name="Offset">Position in its topic, from 0, without gaps.</param>
/// <param name="Data">The CloudEvents envelope as JSON, or the bare payload if it was published raw.</param>
/// <param name="Metadata">The metadata given on publishing; it travels with the message.</param>
public sealed record BrokerMessage(
    long Offset, ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>What orders messages: those of one key are delivered in the order of publishing.</summary>
    public string? PartitionKey =>
        Metadata.TryGetValue("partitionKey", out var key) || Metadata.TryGetValue("__key", out key) ? key : null;

    internal int Partition { get; init; }
}
