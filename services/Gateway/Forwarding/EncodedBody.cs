using System.IO.Pipelines;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Writes to a pipe that has to be told how much comes, and else takes nothing.</summary>
internal sealed class EncodedBody(PipeWriter text) : OneWayStream
{
    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.CopyTo(text.GetMemory(buffer.Length));
        text.Advance(buffer.Length);
        await text.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken) => await text.FlushAsync(cancellationToken);
}
