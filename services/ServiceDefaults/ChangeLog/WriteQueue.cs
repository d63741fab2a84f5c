using System.Collections.Concurrent;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>Writes that wait for their turn: whichever have come by then are committed together.</summary>
internal sealed class WriteQueue<TContext> : IDisposable
    where TContext : RegisterContext
{
    // More would only let the first of them wait longer for the commit.
    private const int MostAtOnce = 64;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite<TContext>> _waiting = new();

    // 1 while somebody commits what waits.
    private int _leading;

    /// <summary>How many writes wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Waits for a turn, which ends when it is disposed of.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Turn(_writer);
    }

    /// <summary>Adds a write, which is committed soon.</summary>
    public void Add(PendingWrite<TContext> write, Committer<TContext> committer)
    {
        _waiting.Enqueue(write);
        if (Interlocked.Exchange(ref _leading, 1) == 0)
        {
            // On no caller's time: others may come to wait while its own write is long done.
            _ = Task.Run(() => CommitAsync(committer));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task CommitAsync(Committer<TContext> committer)
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                using var turn = await TakeTurnAsync(CancellationToken.None);
                await committer.CommitAsync(Take());
            }
            Volatile.Write(ref _leading, 0);
            // One may have come between the last look and giving up the lead.
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _leading, 1) == 0);
    }

    private List<PendingWrite<TContext>> Take()
    {
        var taken = new List<PendingWrite<TContext>>();
        while (taken.Count < MostAtOnce && _waiting.TryDequeue(out var write))
        {
            if (!write.CancellationToken.IsCancellationRequested)
            {
                taken.Add(write);
            }
        }
        return taken;
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
