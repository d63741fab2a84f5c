using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;

namespace AllianceServices.Gateway.Events;

/// <summary>
/// Composes the current views after each change, and when a new day begins, so that neither readers nor watchers wait for it.
/// Changes that come while it composes are taken together.
/// </summary>
internal sealed partial class ViewComposer(ViewHolder view, ViewFeeds feeds, TimeProvider clock, ILogger<ViewComposer> logger)
    : BackgroundService
{
    // So that watchers who come to a view that has not changed for long are told that it is the view of now.
    private static readonly TimeSpan RenewInterval = TimeSpan.FromMinutes(1);

    private bool _failing;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = view.Changed;
            Compose();
            await changed.WaitAsync(UntilRenewal(), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Compose()
    {
        try
        {
            if (view.Now is { Unread.Count: 0 } now)
            {
                feeds.Publish(now.Views);
            }
            _failing = false;
        }
        catch (Exception exception)
        {
            // The next change composes again; readers get the error of their own call meanwhile.
            if (!_failing)
            {
                _failing = true;
                LogFailed(logger, exception);
            }
        }
    }

    private TimeSpan UntilRenewal()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tomorrow = now.Date.AddDays(1) - now;
        return tomorrow < RenewInterval ? tomorrow : RenewInterval;
    }

    [LoggerMessage(EventName = "alliance.views.compose.failed", Level = LogLevel.Error, Message = "The current views cannot be composed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
