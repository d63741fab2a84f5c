using System.Collections.Immutable;
using Alliance.Readiness.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    // A replica that has read less than the one before gets this long to catch up.
    private static readonly TimeSpan CatchUpPatience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task WatchReadiness(
        WatchReadinessRequest request, IServerStreamWriter<WatchReadinessResponse> responseStream, ServerCallContext context)
    {
        await foreach (var message in WatchEncodedAsync(request, context))
        {
            await turns.SendAsync(
                () => responseStream.WriteAsync(message.Decode<WatchReadinessResponse>(), context.CancellationToken), context.CancellationToken);
        }
    }

    /// <summary>The same messages, for callers of gRPC, who get them without their being decoded on the way.</summary>
    internal async IAsyncEnumerable<EncodedMessage> WatchEncodedAsync(WatchReadinessRequest request, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.StreamsEnd);
        using var counted = metrics.Begin();
        var track = TrackOf(request.Name);
        var views = Views;
        ViewOf(views, track, Cut.Latest);
        // What a read has already told is not told otherwise here: the feeds follow the views by a moment.
        await IsShownAsync(views.Model.LogPositions, end.Token);
        var isResumed = request.ResumeToken.Length > 0;
        var last = isResumed ? await ResumeAsync(track, request.ResumeToken, end.Token) : null;
        while (!end.IsCancellationRequested)
        {
            var changed = feeds.Changed;
            // Whatever came and went while the last message was on its way is skipped.
            if (feeds.Current(track) is not { } current)
            {
                await changed.WaitAsync(watch.HeartbeatInterval, clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else if (last is null || !current.Encoded.SaysTheSameAs(last.Encoded))
            {
                yield return last is null ? current.First : current.After(last);
                (last, isResumed) = (current, false);
            }
            else
            {
                // What the next view will be compared with: the same view, of facts that may have changed unseen.
                last = current;
                // To one that resumes, that nothing has changed since is an answer too.
                var wait = isResumed ? TimeSpan.Zero : watch.HeartbeatInterval;
                isResumed = false;
                if (await HeartbeatAfterAsync(wait, current, track, end.Token) is { } heartbeat)
                {
                    yield return new([heartbeat]);
                }
            }
        }
        if (!context.CancellationToken.IsCancellationRequested)
        {
            // The watcher goes on at another replica, or here after the restart, with the token that it has.
            throw RpcErrors.UpstreamUnavailable(ServiceInfo.Gateway.Name);
        }
    }

    // Null if a newer view came before it was time for a heartbeat.
    private async Task<byte[]?> HeartbeatAfterAsync(TimeSpan wait, FeedItem item, string track, CancellationToken cancellationToken)
    {
        await item.Next.WaitAsync(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Read first: if the item is still the newest after that, its watchers have seen all that the token stands for.
        var shown = feeds.Shown;
        return item.Next.IsCompleted || cancellationToken.IsCancellationRequested ? null : new WatchReadinessResponse
        {
            Heartbeat = new Heartbeat
            {
                FreshAsOf = { shown.Positions.ToMessages() },
            },
            ResumeToken = ResumeToken.Write(track, shown.Positions, shown.Within(clock.GetUtcNow())),
        }.ToByteArray();
    }

    // The view that the token stands for, composed again from what was known then.
    private async Task<FeedItem> ResumeAsync(string track, string token, CancellationToken cancellationToken)
    {
        var resume = ResumeToken.Read(track, token, clock.GetUtcNow());
        if (!await IsShownAsync(resume.Positions, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw RpcErrors.ResumeTokenExpired();
        }
        var seen = view.Current.Of(track, Cut.At(resume.Positions)) ?? throw RpcErrors.ResumeTokenExpired();
        var (message, encoded) = seen.Today(IsoDate.DayOf(resume.Instant));
        // A view that shows what the watcher saw last is not sent to it again.
        return feeds.Current(track) is { } current && encoded.SaysTheSameAs(current.Encoded)
            ? current
            : new(seen.Facts, message, encoded, resume.Positions, resume.Instant);
    }

    // Whether the feeds have come so far, if need be after some patience.
    private async Task<bool> IsShownAsync(ImmutableSortedDictionary<string, long> positions, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CatchUpPatience);
        bool IsBehind() => positions.Any(p => p.Value > feeds.Shown.Positions.GetValueOrDefault(p.Key));
        for (var changed = feeds.Changed; IsBehind() && !patience.IsCancellationRequested; changed = feeds.Changed)
        {
            await changed.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return !IsBehind();
    }
}
