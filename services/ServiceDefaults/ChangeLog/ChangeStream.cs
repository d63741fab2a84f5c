using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>Serves StreamChanges: the log from a sequence on, then a bookmark, then what is committed next.</summary>
public sealed class ChangeStream<TContext>(Register<TContext> register, ChangeSignal signal, Drain drain)
    where TContext : RegisterContext
{
    private const int PageSize = 500;

    // Tells a reader that the stream is alive and how far the register has read its own upstreams.
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromSeconds(10);

    /// <summary>Sends until the log's end, or until the caller leaves or the service stops if the caller follows.</summary>
    public async Task SendAsync(
        StreamChangesRequest request, IServerStreamWriter<StreamChangesResponse> stream, CancellationToken cancellationToken)
    {
        if (!request.Follow)
        {
            // Who reads to the end then knows everything up to the instant of the call.
            await register.FinishWritesAsync(cancellationToken);
        }
        var last = await register.ReadLastSequenceAsync(cancellationToken);
        if (request.After > last)
        {
            throw RpcErrors.SequenceOutOfRange(last);
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.StreamsEnd);
        var sent = request.After;
        do
        {
            var next = signal.Next;
            var upstream = await ReadUpstreamAsync(cancellationToken);
            sent = await SendChangesAsync(sent, stream, cancellationToken);
            await stream.WriteAsync(
                new() { Bookmark = new Bookmark { Sequence = sent, Upstream = { upstream } } }, cancellationToken);
            if (request.Follow)
            {
                await next.WaitAsync(BookmarkInterval, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        while (request.Follow && !end.IsCancellationRequested);
        if (request.Follow && !cancellationToken.IsCancellationRequested)
        {
            // A stop would wait for its open calls; the follower goes on at another replica or after the restart.
            throw RpcErrors.UpstreamUnavailable(register.Name);
        }
    }

    private async Task<long> SendChangesAsync(
        long after, IServerStreamWriter<StreamChangesResponse> stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changes = await register.ReadChangesAsync(after, PageSize, cancellationToken);
            foreach (var change in changes)
            {
                await stream.WriteAsync(new() { Change = change }, cancellationToken);
                after = change.Sequence;
            }
            if (changes.Count < PageSize)
            {
                return after;
            }
        }
    }

    // Read before the changes: a bookmark must not promise upstream changes whose effects were not sent.
    private async Task<List<LogPosition>> ReadUpstreamAsync(CancellationToken cancellationToken)
    {
        await using var db = await register.OpenAsync(cancellationToken);
        return await UpstreamCursors.ReadAsync(db, cancellationToken);
    }
}
