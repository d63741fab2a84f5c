namespace AllianceServices.Rollout;

/// <summary>What a client does beside the others until it is told to end.</summary>
internal abstract class Activity : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task? _running;

    /// <summary>Begins.</summary>
    public void Start() => _running = RunAsync(_end.Token);

    /// <summary>Ends, and waits for what was begun.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await (_running ?? Task.CompletedTask);
        _end.Dispose();
    }

    /// <summary>Does it.</summary>
    protected abstract Task RunAsync(CancellationToken end);
}
