using System.Security.Cryptography;
using System.Text;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// A register: a database whose every change goes through its log. Writes take turns, so that the log's order is the order
/// of commits and a reader that sees a sequence has seen all before it.
/// </summary>
public sealed class Register<TContext>(
    IDbContextFactory<TContext> databases, RegisterStore store, ServiceInfo service, ChangeSignal signal, TimeProvider clock) : IDisposable
    where TContext : RegisterContext
{
    // The database ends a transaction that takes longer.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    private readonly Committer<TContext> _committer = new(databases, store, signal, clock);
    private readonly WriteQueue<TContext> _queue = new();

    /// <summary>The register's name, `statements`.</summary>
    public string Name => service.Name;

    /// <summary>How many calls' writes wait for their turn.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Opens the database for reading.</summary>
    public Task<TContext> OpenAsync(CancellationToken cancellationToken) => databases.CreateDbContextAsync(cancellationToken);

    /// <summary>Opens it for reading what was known at an instant, null for now: whatever was recorded by then is there.</summary>
    public async Task<TContext> OpenAsync(Timestamp? knownAt, CancellationToken cancellationToken)
    {
        if (knownAt is not null && clock.GetUtcNow() - knownAt.ToDateTimeOffset() < LongestWrite)
        {
            await FinishWritesAsync(cancellationToken);
        }
        return await OpenAsync(cancellationToken);
    }

    /// <summary>
    /// Carries out a call's write and returns its answer, with a freshness token that includes it; repeats the answer for a
    /// repeated request id. Calls that wait for the same turn are committed together.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="requestId">The request id, or empty.</param>
    /// <param name="names">The resources that the write will look for; they are read together with those of the other calls.</param>
    /// <param name="write">Carries it out. It may be run again, if nothing came of the first run.</param>
    public async Task<TResponse> WriteAsync<TResponse>(
        ServerCallContext call, IMessage request, string requestId, IReadOnlyList<string> names,
        Func<WriteTransaction<TContext>, Task<TResponse>> write)
        where TResponse : IMessage<TResponse>, new()
    {
        // Taken now: the resource in the request is completed by the write.
        var hash = requestId.Length > 0 ? SHA256.HashData([.. Encoding.UTF8.GetBytes(call.Method), 0, .. request.ToByteArray()]) : [];
        var pending = new PendingWrite<TContext, (TResponse Response, long Sequence)>(
            Actors.Of(call), requestId, names, async tx => (await AnswerAsync(tx, requestId, hash, write), tx.Sequence), call.CancellationToken);
        _queue.Add(pending, _committer);
        var (response, sequence) = await pending.Outcome.WaitAsync(call.CancellationToken);
        FreshnessToken.Answer(call, Name, sequence);
        return response;
    }

    /// <summary>Runs one write transaction in its turn and wakes those who follow the log if it has news for them.</summary>
    public async Task<T> TransactAsync<T>(
        string actor, string requestId, Func<WriteTransaction<TContext>, Task<T>> write, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<TContext, T>(actor, requestId, names: [], write, cancellationToken);
        using (await _queue.TakeTurnAsync(cancellationToken))
        {
            await _committer.CommitAloneAsync(pending);
        }
        return await pending.Outcome;
    }

    /// <summary>
    /// Waits until the writes that are under way, at any replica, have ended: what is read from then on holds everything that
    /// was recorded up to now.
    /// </summary>
    public async Task FinishWritesAsync(CancellationToken cancellationToken)
    {
        using var turn = await _queue.TakeTurnAsync(cancellationToken);
        await using var db = await OpenAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await store.TakeTurnAsync(db, cancellationToken);
    }

    /// <summary>How far the relay has published the log.</summary>
    public async Task<long> ReadRelayCursorAsync(CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return (await db.Cursors.FindAsync([CursorRow.RelayName], cancellationToken))?.Sequence ?? 0;
    }

    /// <summary>
    /// Notes how far the relay has published. It takes its turn with the writes: beside them it would wait for the file's
    /// lock and might give up.
    /// </summary>
    public Task MoveRelayCursorAsync(long sequence) => TransactAsync(Name, requestId: "", async tx =>
    {
        // Another replica may have taken over and be further.
        if (await tx.ReadCursorAsync(CursorRow.RelayName, CancellationToken.None) < sequence)
        {
            await tx.SetCursorAsync(CursorRow.RelayName, sequence, CancellationToken.None);
        }
        return true;
    }, CancellationToken.None);

    /// <summary>The sequence of the last change; 0 for an empty log.</summary>
    public async Task<long> ReadLastSequenceAsync(CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.Changes.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0;
    }

    /// <summary>Changes after a sequence, at most a page of them.</summary>
    public async Task<List<Change>> ReadChangesAsync(long after, int most, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Changes.AsNoTracking()
            .Where(row => row.Sequence > after).OrderBy(row => row.Sequence).Take(most)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToChange(Name));
    }

    /// <summary>
    /// The same for a reader that keeps up with the log: what was written here last needs no look into the database. There may
    /// be more in the log than is returned, which the next call finds.
    /// </summary>
    public async Task<List<Change>> ReadNewChangesAsync(long after, int most, CancellationToken cancellationToken) =>
        _committer.Newest is [{ } first, ..] newest && first.Sequence == after + 1 && newest.Count <= most
            ? [.. newest.Select(row => row.ToChange(Name))]
            : await ReadChangesAsync(after, most, cancellationToken);

    /// <summary>The W3C traceparent of the call that made a change, if it is one of the latest that were made here.</summary>
    internal string? TraceOf(long sequence) => _committer.Traces.Find(sequence);

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private static async Task<TResponse> AnswerAsync<TResponse>(
        WriteTransaction<TContext> tx, string requestId, byte[] hash, Func<WriteTransaction<TContext>, Task<TResponse>> write)
        where TResponse : IMessage<TResponse>, new()
    {
        if (requestId.Length == 0)
        {
            return await write(tx);
        }
        if (await tx.FindRequestAsync(requestId) is { } earlier)
        {
            return earlier.RequestHash.AsSpan().SequenceEqual(hash)
                ? new MessageParser<TResponse>(() => new TResponse()).ParseFrom(earlier.Response)
                : throw RpcErrors.InvalidArgument(
                    new FieldViolation("request_id", "was used before with another request", ErrorReason.RequestIdReused));
        }
        var response = await write(tx);
        tx.AddRequest(new RequestRow { RequestId = requestId, RequestHash = hash, Response = response.ToByteArray() });
        return response;
    }
}
