using System.Diagnostics;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>A write that waits for its turn. It may be run more than once, and at most one run is committed.</summary>
internal abstract class PendingWrite<TContext>(
    string actor, string requestId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    where TContext : RegisterContext
{
    public string Actor => actor;

    public string RequestId => requestId;

    /// <summary>The resources that it will look for.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The W3C traceparent of whoever asks for the write; it is carried out elsewhere. Null if there is none.</summary>
    public string? TraceParent { get; } = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>Ends when nobody waits for the outcome any more.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Runs it. One that was refused has changed nothing.</summary>
    public abstract Task RunAsync(WriteTransaction<TContext> tx);

    /// <summary>Tells the caller what the last run gave.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that it failed.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class PendingWrite<TContext, T>(
    string actor, string requestId, IReadOnlyList<string> names, Func<WriteTransaction<TContext>, Task<T>> write,
    CancellationToken cancellationToken)
    : PendingWrite<TContext>(actor, requestId, names, cancellationToken)
    where TContext : RegisterContext
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _answer = default!;
    private RpcException? _refusal;

    /// <summary>The answer, once it is committed.</summary>
    public Task<T> Outcome => _outcome.Task;

    public override async Task RunAsync(WriteTransaction<TContext> tx)
    {
        _refusal = null;
        try
        {
            _answer = await write(tx);
        }
        catch (RpcException refusal) when (!tx.HasNews)
        {
            _refusal = refusal;
        }
    }

    public override void Complete()
    {
        if (_refusal is null)
        {
            _outcome.TrySetResult(_answer);
        }
        else
        {
            _outcome.TrySetException(_refusal);
        }
    }

    public override void Fail(Exception exception) => _outcome.TrySetException(exception);
}
