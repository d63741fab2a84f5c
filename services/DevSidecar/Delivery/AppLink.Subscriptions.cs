using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

internal sealed partial class AppLink
{
    // daprd's built-in policy for what it asks an app at the start.
    private static readonly InboundRetry ListRetry = new() { MaxRetries = 3, MaxInterval = TimeSpan.FromSeconds(10) };

    private async Task<IReadOnlyList<TopicSubscription>> ListAsync()
    {
        var start = _time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                var response = await Channel.ListAsync(_stopping.Token);
                return [.. response.Subscriptions.Where(IsUsable)];
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
            {
                LogNoSubscriptions(options.AppId);
                return [];
            }
            catch (Exception exception) when (exception is RpcException or ObjectDisposedException)
            {
                _stopping.Token.ThrowIfCancellationRequested();
                if (ListRetry.Next(tries, _time.GetElapsedTime(start)) is not { } wait)
                {
                    LogListFailed(exception, options.AppId, tries);
                    return [];
                }
                await Task.Delay(wait, _time, _stopping.Token);
            }
        }
    }

    private bool IsUsable(TopicSubscription subscription)
    {
        if (!hub.Options.Components.ContainsKey(subscription.PubsubName))
        {
            LogUnknownComponent(subscription.PubsubName, subscription.Topic, options.AppId);
            return false;
        }
        if (subscription.Routes?.Rules.Count > 0)
        {
            LogRulesUnsupported(subscription.Topic, options.AppId);
            return false;
        }
        if (subscription.BulkSubscribe?.Enabled == true)
        {
            LogBulkUnsupported(subscription.Topic, options.AppId);
        }
        return true;
    }
}
