namespace AllianceServices.Gateway.Forwarding;

/// <summary>The body of a request, and whether anybody has begun to read it.</summary>
internal sealed class UnreadBody(Stream body) : OneWayStream
{
    /// <summary>Whether it is as it came.</summary>
    public bool IsUnread { get; private set; } = true;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsUnread = false;
        return body.ReadAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
