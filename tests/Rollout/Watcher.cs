using Alliance.Readiness.V1;
using Grpc.Core;

namespace AllianceServices.Rollout;

/// <summary>Watches the view, and goes on with the last resume token wherever a stream ends.</summary>
internal sealed class Watcher(CallInvoker gateway) : Activity
{
    // https://www.rfc-editor.org/rfc/rfc9113#section-7: what a server says that goes without a fault.
    private const long NoError = 0;

    /// <summary>The last view.</summary>
    public Readiness? View { get; private set; }

    /// <summary>How far the last message had read the log of criteria.</summary>
    public long Position { get; private set; }

    /// <summary>How often it went on after a stream had ended.</summary>
    public int Resumed { get; private set; }

    /// <summary>How often it opened a stream over a connection that its replica was closing in good order, and got no answer.</summary>
    public int Closed { get; private set; }

    /// <summary>What should not have come.</summary>
    public List<string> Surprises { get; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken end)
    {
        var client = new ReadinessService.ReadinessServiceClient(gateway);
        for (var token = ""; !end.IsCancellationRequested; Resumed++)
        {
            try
            {
                using var call = client.WatchReadiness(new() { Name = World.Club.Track + "/readiness", ResumeToken = token }, cancellationToken: end);
                await foreach (var message in call.ResponseStream.ReadAllAsync(end))
                {
                    Take(message, isFirst: token.Length == 0);
                    token = message.ResumeToken;
                }
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
            {
                // The replica goes, or the test ends.
            }
            catch (RpcException exception) when (exception.Status.DebugException is HttpRequestException
            {
                InnerException: HttpProtocolException { ErrorCode: NoError }
            })
            {
                Closed++;
            }
            catch (RpcException exception)
            {
                Surprises.Add(exception.Status.ToString());
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // A view that is told as a difference from the one that was seen last has left none out; one that is not begins anew.
    private void Take(WatchReadinessResponse message, bool isFirst)
    {
        if (message.Update is { } update)
        {
            if (update.Differences.Count == 0 && !isFirst)
            {
                Surprises.Add("a view that does not go on from the last");
            }
            View = update.Readiness;
        }
        var position = (message.Update?.Readiness.FreshAsOf ?? message.Heartbeat.FreshAsOf).Single(p => p.Register == "criteria").Sequence;
        if (position < Position)
        {
            Surprises.Add($"back from {Position} to {position}");
        }
        Position = position;
    }
}
