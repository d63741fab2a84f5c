using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>What SQLite and PostgreSQL do differently for a register.</summary>
public abstract class RegisterStore
{
    private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the database is there and its schema up to date; before, nobody may use it.</summary>
    public Task Prepared => _prepared.Task;

    /// <summary>Says that the database may be used.</summary>
    internal void MarkPrepared() => _prepared.TrySetResult();

    /// <summary>Chooses the database.</summary>
    internal abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Makes the database ready for use: integrity, schema.</summary>
    internal abstract Task PrepareAsync(RegisterContext db, CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date, and the rows with it.</summary>
    private protected async Task UpgradeAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        await db.Database.MigrateAsync(cancellationToken);
        while (await db.HasGapsAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // Replicas that start together fill in turns, and none overwrites what another writes meanwhile.
            await TakeTurnAsync(db, cancellationToken);
            await db.FillGapsAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Waits, inside a write transaction, until every earlier one of any replica has ended.</summary>
    internal abstract Task TakeTurnAsync(RegisterContext db, CancellationToken cancellationToken);

    /// <summary>Brings what was added and changed into the database, inside a write transaction.</summary>
    internal async Task SaveAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        foreach (var rows in AddedRows.In(db))
        {
            await InsertAsync(db, rows, cancellationToken);
            rows.Detach();
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Inserts many rows by the fastest way that the database has.</summary>
    private protected abstract Task InsertAsync(RegisterContext db, AddedRows rows, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that reads the database as it is now, and holds up no write.</summary>
    internal abstract Task<IAsyncDisposable> BeginSnapshotAsync(RegisterContext db, CancellationToken cancellationToken);

    /// <summary>Tells the other replicas, when the transaction commits, that the log has news.</summary>
    internal abstract Task AnnounceAsync(RegisterContext db, CancellationToken cancellationToken);

    /// <summary>Waits a while to become the one replica that relays the log; null if another still is.</summary>
    internal abstract Task<Lead?> TryLeadAsync(CancellationToken cancellationToken);

    /// <summary>Whether what failed is the database and may pass. Anything else is a fault of ours.</summary>
    internal abstract bool IsOutage(Exception exception);

    /// <summary>What the database's provider said. Entity Framework wraps it once or twice.</summary>
    private protected static T? CauseOf<T>(Exception? exception) where T : Exception =>
        exception is null or T ? (T?)exception : CauseOf<T>(exception.InnerException);

    /// <summary>Being the one replica that relays the log, until it is disposed of.</summary>
    internal abstract class Lead : IAsyncDisposable
    {
        /// <summary>Fails when another may have taken the lead.</summary>
        public abstract Task VerifyAsync(CancellationToken cancellationToken);

        /// <inheritdoc/>
        public abstract ValueTask DisposeAsync();
    }
}
