namespace AllianceServices.Gateway.Views;

/// <summary>
/// Lets watchers be sent their views a few at a time. When a view changes all of them are due at once, and each message that
/// waits in the buffers of its connection costs memory as large as the view.
/// </summary>
internal sealed class SendTurns(TimeProvider clock) : IDisposable
{
    private const int AtATime = 64;

    // A reader that takes longer is slow and keeps nobody waiting: its message goes on without a turn.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turns = new(AtATime, AtATime);

    /// <summary>Sends in its turn.</summary>
    public async Task SendAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        Task sending;
        try
        {
            sending = send();
            await sending.WaitAsync(Longest, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _turns.Release();
        }
        await sending;
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
