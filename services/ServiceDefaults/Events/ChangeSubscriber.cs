using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Freshness;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Opens StreamChanges of a register.</summary>
public delegate AsyncServerStreamingCall<StreamChangesResponse> OpenChangeStream(
    StreamChangesRequest request, CallOptions options);

/// <summary>
/// Follows the log of one register. An event is only a hint that there is something new: the change after the cursor is
/// applied, one at or below it is a duplicate, one beyond it shows a gap, which is read from the register itself. Whatever
/// the broker drops, repeats or reorders, what the subscriber holds converges on the log.
/// </summary>
/// <param name="register">The register that is followed.</param>
/// <param name="openStream">Opens StreamChanges of that register.</param>
public abstract partial class ChangeSubscriber(
    string register, OpenChangeStream openStream, EventMetrics metrics, TimeProvider clock, ILogger logger) : IDisposable
{
    // An event this much later than its commit shows that the subscriber is behind: reading the log brings everything that
    // was committed since in batches, where event by event each would cost a transaction.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    private const int BatchSize = 500;
    private static readonly TimeSpan CatchUpDeadline = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _failing;

    /// <summary>The register that is followed.</summary>
    public string Register { get; } = register;

    /// <summary>
    /// An instant up to which the log is known to have been read: when it was last read to its end, that reading began then.
    /// By this machine's clock.
    /// </summary>
    public DateTimeOffset ReadThrough { get; private set; }

    /// <summary>The last sequence that was applied.</summary>
    protected abstract Task<long> ReadCursorAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Applies changes that follow the cursor without a gap, and moves the cursor in the same step: both happen or neither.
    /// </summary>
    protected abstract Task ApplyAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken);

    /// <summary>Called each time the log has been read to its end.</summary>
    protected virtual void OnCaughtUp()
    {
    }

    /// <summary>
    /// Called with each bookmark, after everything before it was applied. Only now are all effects of the bookmark's upstream
    /// included: a change carries the upstream of its transaction, which may have made others that follow it.
    /// </summary>
    protected virtual void OnBookmark(Bookmark bookmark)
    {
    }

    /// <summary>
    /// Called when the log ends before the cursor: it is not the log that was read before. The subscriber forgets what it
    /// holds of that register and sets its cursor to 0, and the next look reads the log from its beginning.
    /// </summary>
    protected abstract Task StartOverAsync();

    /// <summary>Handles a change that came as an event.</summary>
    public async Task HandleAsync(Change change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var cursor = await ReadCursorAsync(cancellationToken);
            if (change.Sequence <= cursor)
            {
                metrics.Received(Register, "duplicate");
            }
            // One that was too large for an event comes without its resource.
            else if (change.Sequence == cursor + 1 && change.Resource is not null && clock.GetUtcNow() - change.RecordTime.ToDateTimeOffset() < Late)
            {
                await ApplyAsync([change], cancellationToken);
                metrics.Received(Register, "applied");
            }
            else
            {
                await ReadLogAsync(cursor, cancellationToken);
                metrics.Received(Register, "read_log");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the log from the cursor to its end.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) => CatchUpAsync(DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>The same, unless the log has been read through an instant by then.</summary>
    public async Task CatchUpAsync(DateTimeOffset through, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (ReadThrough >= through)
            {
                return;
            }
            var beginning = clock.GetUtcNow();
            await ReadLogAsync(await ReadCursorAsync(cancellationToken), cancellationToken);
            ReadThrough = beginning;
            OnCaughtUp();
            if (_failing)
            {
                _failing = false;
                LogRecovered(logger, Register);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (exception is RpcException { StatusCode: StatusCode.OutOfRange })
            {
                await StartOverAsync();
            }
            metrics.CatchUpFailed(Register);
            if (!_failing)
            {
                _failing = true;
                LogFailed(logger, exception, Register);
            }
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Reads the log once the register includes a token. The register is asked to wait for it, and to fetch what it misses
    /// itself, rather than asked again and again.
    /// </summary>
    public async Task CatchUpToAsync(FreshnessToken token, DateTime deadline, CancellationToken cancellationToken)
    {
        var after = await ReadCursorAsync(cancellationToken);
        var headers = new Metadata { { FreshnessToken.Header, token.ToString() } };
        // Outside the turn, so that events are applied while the register waits.
        using (var call = openStream(new StreamChangesRequest { After = after }, new CallOptions(headers, deadline, cancellationToken)))
        {
            await call.ResponseStream.MoveNext(cancellationToken);
        }
        await CatchUpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task ReadLogAsync(long cursor, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(CatchUpDeadline);
        using var call = openStream(new StreamChangesRequest { After = cursor }, new CallOptions(cancellationToken: deadline.Token));
        var batch = new List<Change>(BatchSize);
        // One batch is applied while the next is read: over a long log both take their time.
        var applying = Task.CompletedTask;
        try
        {
            await foreach (var message in call.ResponseStream.ReadAllAsync(deadline.Token))
            {
                if (message.Change is { } change)
                {
                    batch.Add(change);
                }
                if (batch.Count == BatchSize || (message.Bookmark is not null && batch.Count > 0))
                {
                    await applying;
                    var full = batch;
                    applying = Task.Run(() => ApplyAsync(full, cancellationToken), CancellationToken.None);
                    batch = new List<Change>(BatchSize);
                    // The deadline guards against a register that stops sending, not against a long log.
                    deadline.CancelAfter(CatchUpDeadline);
                }
                if (message.Bookmark is { } bookmark)
                {
                    await applying;
                    OnBookmark(bookmark);
                }
            }
        }
        finally
        {
            await applying;
        }
    }

    [LoggerMessage(EventName = "alliance.events.catch_up.failed", Level = LogLevel.Warning,
        Message = "Reading the log of {Register} fails; it is retried until it succeeds")]
    private static partial void LogFailed(ILogger logger, Exception exception, string register);

    [LoggerMessage(EventName = "alliance.events.catch_up.recovered", Level = LogLevel.Information,
        Message = "Reading the log of {Register} works again")]
    private static partial void LogRecovered(ILogger logger, string register);
}
