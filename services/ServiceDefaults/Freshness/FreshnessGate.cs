using AllianceServices.ServiceDefaults.Events;

namespace AllianceServices.ServiceDefaults.Freshness;

/// <summary>
/// Knows what a service's answers include, and waits until that is enough. It waits for the service's own progress, and at
/// the same time fetches what is missing, so that a lost event does not cost the anti-entropy interval.
/// </summary>
public abstract class FreshnessGate
{
    /// <summary>Completes when more is included. Take it before looking, so that nothing falls between.</summary>
    protected abstract Task Changed { get; }

    /// <summary>Whether every answer from now on includes the token.</summary>
    protected abstract ValueTask<bool> IncludesAsync(FreshnessToken token, CancellationToken cancellationToken);

    /// <summary>The subscribers that have to read more until the token is included.</summary>
    protected abstract IEnumerable<ChangeSubscriber> Behind(FreshnessToken token);

    /// <summary>Returns once the token is included.</summary>
    /// <param name="token">What has to be included.</param>
    /// <param name="deadline">When the caller stops waiting; passed on to the registers that are asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(FreshnessToken token, DateTime deadline, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? fetching = null;
        try
        {
            while (true)
            {
                var changed = Changed;
                if (await IncludesAsync(token, cancellationToken))
                {
                    return;
                }
                fetching ??= FetchAsync(token, deadline, enough.Token);
                await changed.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await enough.CancelAsync();
            if (fetching is not null)
            {
                await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Until it is cancelled, because a log that is replaced meanwhile has to be read again.
    private async Task FetchAsync(FreshnessToken token, DateTime deadline, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeProvider.System);
        while (true)
        {
            try
            {
                await Task.WhenAll(Behind(token).Select(subscriber => subscriber.CatchUpToAsync(token, deadline, cancellationToken)));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The register does not answer or does not include the token either. That is what the caller is told in the
                // end; what fails in the background is logged and counted there.
            }
            await backoff.WaitAsync(cancellationToken);
        }
    }
}
