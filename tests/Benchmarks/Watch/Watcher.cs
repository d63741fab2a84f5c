using System.Diagnostics;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using Grpc.Core;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>A client that watches the view, reading one message after the other.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly AsyncServerStreamingCall<WatchReadinessResponse> _call;

    private Watcher(AsyncServerStreamingCall<WatchReadinessResponse> call) => _call = call;

    /// <summary>Opens the stream and takes its first view.</summary>
    public static async Task<Watcher> StartAsync(ChannelBase gateway, CancellationToken cancellationToken)
    {
        var watcher = new Watcher(new ReadinessServiceClient(gateway).WatchReadiness(
            new() { Name = ReferenceSystem.Track + "/readiness" }, cancellationToken: cancellationToken));
        await watcher.UntilAsync(_ => true, cancellationToken);
        return watcher;
    }

    /// <summary>Reads until a view rests on the assessment; returns the timestamp at which it had come in.</summary>
    public Task<long> UntilShownAsync(string assessment, CancellationToken cancellationToken) =>
        UntilAsync(view => view.Criteria.Any(criterion => criterion.Assessment == assessment), cancellationToken);

    public void Dispose() => _call.Dispose();

    private async Task<long> UntilAsync(Func<Readiness, bool> condition, CancellationToken cancellationToken)
    {
        while (await _call.ResponseStream.MoveNext(cancellationToken))
        {
            var received = Stopwatch.GetTimestamp();
            if (_call.ResponseStream.Current.Update is { } update && condition(update.Readiness))
            {
                return received;
            }
        }
        throw new BenchmarkException("The stream of views ended.");
    }
}
