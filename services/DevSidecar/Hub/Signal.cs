using System.Threading.Channels;

namespace AllianceServices.DevSidecar;

/// <summary>Wakes one waiter. A signal given while nobody waits is kept, so none is missed.</summary>
internal sealed class Signal(TimeProvider time)
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _channel.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        if (atMost is null)
        {
            await _channel.Reader.ReadAsync(cancellationToken);
            return;
        }
        using var timer = new CancellationTokenSource(atMost.Value, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over, which is as good a reason to look again as a signal.
        }
    }
}
