using AllianceServices.ServiceDefaults.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// Carries out the writes of a register whose turn it is, several in one transaction if they have come together, and wakes
/// those who follow the log. It tells the callers itself, and never fails.
/// </summary>
internal sealed class Committer<TContext>(
    IDbContextFactory<TContext> databases, RegisterStore store, ChangeSignal signal, TimeProvider clock)
    where TContext : RegisterContext
{
    private volatile IReadOnlyList<ChangeRow> _newest = [];

    /// <summary>What was appended to the log here last.</summary>
    public IReadOnlyList<ChangeRow> Newest => _newest;

    /// <summary>Which calls made them.</summary>
    public ChangeTraces Traces { get; } = new();

    /// <summary>Commits writes together. What fails so is tried one by one, so that no call fails for another's sake.</summary>
    public async Task CommitAsync(List<PendingWrite<TContext>> writes)
    {
        if (writes.Count > 1 && await TryCommitTogetherAsync(writes))
        {
            return;
        }
        foreach (var write in writes)
        {
            await CommitAloneAsync(write);
        }
    }

    private async Task<bool> TryCommitTogetherAsync(List<PendingWrite<TContext>> writes)
    {
        try
        {
            await CommitInOneTransactionAsync(writes);
            return true;
        }
        catch (CommitFailedException failure)
        {
            // Whether it counted is not known, so that it must not be tried again.
            writes.ForEach(write => write.Fail(failure.InnerException!));
            return true;
        }
        catch (Exception exception) when (store.IsOutage(exception))
        {
            // One after the other they would wait as long again, each.
            writes.ForEach(write => write.Fail(exception));
            return true;
        }
        catch (Exception)
        {
            // Whose fault it is shows when each is alone.
            return false;
        }
    }

    /// <summary>Commits a write by itself.</summary>
    public async Task CommitAloneAsync(PendingWrite<TContext> write)
    {
        try
        {
            await CommitInOneTransactionAsync([write]);
        }
        catch (Exception exception)
        {
            write.Fail((exception as CommitFailedException)?.InnerException ?? exception);
        }
    }

    private async Task CommitInOneTransactionAsync(List<PendingWrite<TContext>> writes)
    {
        // Nobody's impatience may end what is done for several.
        var cancellationToken = writes is [var only] ? only.CancellationToken : CancellationToken.None;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await store.TakeTurnAsync(db, cancellationToken);
        var head = await NextHeadAsync(db, cancellationToken);
        var upstream = await UpstreamCursors.ReadAsync(db, cancellationToken);
        var absent = await db.PreloadAsync(writes.SelectMany(write => write.Names), cancellationToken);
        absent.UnionWith(await db.PreloadRequestsAsync(writes.Select(write => write.RequestId), cancellationToken));
        var (appended, hasNews) = (new List<ChangeRow>(), false);
        var traces = new List<string?>();
        foreach (var write in writes)
        {
            var tx = new WriteTransaction<TContext>(db, head, write.Actor, write.RequestId, upstream, absent);
            await write.RunAsync(tx);
            head = head with { Sequence = tx.Sequence };
            appended.AddRange(tx.Appended);
            traces.AddRange(tx.Appended.Select(_ => write.TraceParent));
            hasNews |= tx.HasNews;
        }
        await store.SaveAsync(db, cancellationToken);
        if (hasNews)
        {
            await store.AnnounceAsync(db, cancellationToken);
        }
        await EndAsync(transaction);
        if (appended.Count > 0)
        {
            _newest = appended;
            // Before the relay is woken.
            foreach (var (row, trace) in appended.Zip(traces))
            {
                Traces.Note(row.Sequence, trace);
            }
        }
        if (hasNews)
        {
            signal.Raise();
        }
        writes.ForEach(write => write.Complete());
    }

    private static async Task EndAsync(IDbContextTransaction transaction)
    {
        try
        {
            // From here on the outcome must not depend on anybody's patience: what callers are told is what happened.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            throw new CommitFailedException(exception);
        }
    }

    private async Task<WriteTransaction<TContext>.Head> NextHeadAsync(TContext db, CancellationToken cancellationToken)
    {
        var last = await db.Changes.AsNoTracking().OrderByDescending(row => row.Sequence)
            .Select(row => new { row.Sequence, row.RecordTime }).FirstOrDefaultAsync(cancellationToken);
        // A clock that was set back must not make the record know things in another order than it learnt them.
        var now = Math.Max(Microseconds.From(clock.GetUtcNow()), last?.RecordTime ?? 0);
        return new(last?.Sequence ?? 0, now);
    }

    // The database broke off while it committed.
    private sealed class CommitFailedException(Exception cause) : Exception(cause.Message, cause);
}
