using AllianceServices.ServiceDefaults.Storage;
using Microsoft.Extensions.Hosting;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>
/// Reads each register's log at the start, and again at an interval, so that a service that got no event at all is right
/// within that interval.
/// </summary>
public sealed class CatchUpWorker(
    IEnumerable<ChangeSubscriber> subscribers, IEnumerable<RegisterStore> stores, EventOptions options, TimeProvider clock) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(stores.Select(store => store.Prepared)).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(subscribers.Select(subscriber => FollowAsync(subscriber, stoppingToken)));
    }

    private async Task FollowAsync(ChangeSubscriber subscriber, CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await subscriber.CatchUpAsync(stoppingToken);
                backoff.Reset();
                await Task.Delay(options.AntiEntropyInterval, clock, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The subscriber has logged and counted it.
                await backoff.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
