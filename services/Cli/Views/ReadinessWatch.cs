using Alliance.Readiness.V1;
using AllianceServices.ServiceDefaults.Events;
using Grpc.Core;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Cli.Views;

/// <summary>Watches a view for as long as one likes: a stream that breaks is taken up where it was.</summary>
/// <param name="gateway">The Gateway.</param>
/// <param name="clock">Measures the waits.</param>
/// <param name="notice">Told in a sentence what happens to the stream.</param>
internal sealed class ReadinessWatch(ReadinessServiceClient gateway, TimeProvider clock, Action<string> notice)
{
    /// <summary>Where the stream can be taken up later; none before the first message.</summary>
    public string? ResumeToken { get; private set; }

    /// <summary>Hands over each new view until it is cancelled.</summary>
    public async Task RunAsync(
        string view, string? resumeToken, Func<WatchReadinessResponse, Task> onUpdate, CancellationToken cancellationToken)
    {
        ResumeToken = resumeToken;
        var backoff = new Backoff(clock);
        var wasConnected = false;
        while (true)
        {
            try
            {
                using var call = gateway.WatchReadiness(
                    new() { Name = view, ResumeToken = ResumeToken ?? "" }, cancellationToken: cancellationToken);
                await foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))
                {
                    if (backoff.IsFailing)
                    {
                        notice("Connected again.");
                        backoff.Reset();
                    }
                    wasConnected = true;
                    if (message.Update is not null)
                    {
                        await onUpdate(message);
                    }
                    ResumeToken = message.ResumeToken;
                }
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.OutOfRange && ResumeToken is not null)
            {
                notice($"{ServerErrors.Describe(error)} Beginning anew; what happened in between is not shown.");
                ResumeToken = null;
            }
            // An address at which nobody has answered yet may well be wrong.
            catch (RpcException error) when (wasConnected && ServerErrors.IsPassing(error) && !cancellationToken.IsCancellationRequested)
            {
                if (!backoff.IsFailing)
                {
                    notice($"{ServerErrors.Describe(error)} Trying again until it answers.");
                }
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }
}
