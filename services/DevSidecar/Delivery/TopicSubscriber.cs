using System.Text;
using System.Text.Json;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>
/// Takes the messages of one subscription to the app and does with its answer what daprd does: acknowledge, try
/// again, send to the dead letter topic, or leave to the broker.
/// </summary>
internal sealed partial class TopicSubscriber(
    TopicSubscription subscription, AppLink app, SidecarHub hub, SidecarOptions options) : IAsyncDisposable
{
    private readonly ILogger _logger = hub.Options.LoggerFactory.CreateLogger<Sidecar>();
    private readonly TimeProvider _time = hub.Options.TimeProvider;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly InFlight _inFlight = new();
    private GroupMember? _member;

    public void Start(string instance) => _member = hub.Join(
        subscription.PubsubName, subscription.Topic, options.AppId, instance, DeliverAsync);

    /// <summary>Takes no more messages, and gives those under way the drain time to finish.</summary>
    public async ValueTask DisposeAsync()
    {
        _member?.Leave();
        await _stopping.CancelAsync();
        _aborting.CancelAfter(options.DrainTimeout);
        await _inFlight.WhenEmptyAsync();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task<DeliveryOutcome> DeliverAsync(BrokerMessage message, CancellationToken hubStops)
    {
        if (!_inFlight.TryEnter())
        {
            return DeliveryOutcome.Interrupted;
        }
        try
        {
            using var stops = CancellationTokenSource.CreateLinkedTokenSource(hubStops, _aborting.Token);
            return await DeliverAsync(message, Read(message), stops.Token);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            LogUnreadable(exception, message.Offset, subscription.Topic);
            return DeadLetter(message) ?? DeliveryOutcome.Failed;
        }
        finally
        {
            _inFlight.Leave();
        }
    }

    private DeliveredEvent Read(BrokerMessage message) => EventMetadata.IsRawPayload(subscription.Metadata)
        ? DeliveredEvent.FromRawPayload(message, subscription.Topic, subscription.PubsubName)
        : DeliveredEvent.Parse(message);

    private async Task<DeliveryOutcome> DeliverAsync(
        BrokerMessage message, DeliveredEvent delivered, CancellationToken cancellationToken)
    {
        if (delivered.HasExpired(_time.GetUtcNow()))
        {
            LogExpired(delivered.Id, subscription.Topic);
            DeadLetter(message);
            return DeliveryOutcome.Acknowledged;
        }
        var start = _time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            switch (await TryOnceAsync(message, delivered, isFirst: tries == 1, cancellationToken))
            {
                case Answer.Taken:
                    return DeliveryOutcome.Acknowledged;
                case Answer.Dropped when subscription.DeadLetterTopic.Length == 0:
                    return DeliveryOutcome.Acknowledged;
                case Answer.Dropped:
                    return DeadLetter(message) ?? DeliveryOutcome.Failed;
            }
            if (_stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
            {
                return DeliveryOutcome.Interrupted;
            }
            if (options.Retry.Next(tries, _time.GetElapsedTime(start)) is not { } wait)
            {
                LogGivenUp(delivered.Id, subscription.Topic, tries);
                return DeadLetter(message) ?? DeliveryOutcome.Failed;
            }
            using var stops = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
            await Task.Delay(wait, _time, stops.Token);
        }
    }

    private async Task<Answer> TryOnceAsync(
        BrokerMessage message, DeliveredEvent delivered, bool isFirst, CancellationToken cancellationToken)
    {
        // One warning for an event, however often it is tried.
        var level = isFirst ? LogLevel.Warning : LogLevel.Debug;
        try
        {
            var request = delivered.ToRequest(subscription.Topic, subscription.PubsubName, Path());
            var headers = Headers(message, delivered);
            var response = await app.Channel.SendAsync(request, headers, options.InboundTimeout, cancellationToken);
            switch (response.Status)
            {
                case TopicEventResponse.Types.TopicEventResponseStatus.Success:
                    return Answer.Taken;
                case TopicEventResponse.Types.TopicEventResponseStatus.Drop:
                    LogDropped(delivered.Id, subscription.Topic);
                    return Answer.Dropped;
            }
            LogRefused(level, null, delivered.Id, subscription.Topic, response.Status);
            return Answer.Refused;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            LogUnimplemented(delivered.Id, subscription.Topic);
            return Answer.Taken;
        }
        // The channel is disposed of when the app moves to another port, and headers may be unfit for HTTP.
        catch (Exception exception) when (exception is RpcException or ObjectDisposedException or ArgumentException)
        {
            LogRefused(level, exception, delivered.Id, subscription.Topic, null);
            return Answer.Refused;
        }
    }

    // Subscriptions with match rules are not started, so the default route is all there is.
    private string Path() => subscription.Routes?.Default ?? "";

    private Metadata Headers(BrokerMessage message, DeliveredEvent delivered)
    {
        var headers = new Metadata();
        foreach (var (key, value) in message.Metadata)
        {
            var name = key.ToLowerInvariant();
            if (name is "content-type" or "content-length" or "pubsubname" or "traceparent" or "dapr-api-token")
            {
                continue;
            }
            headers.Add(name.EndsWith("-bin", StringComparison.Ordinal)
                ? new Metadata.Entry(name, Encoding.UTF8.GetBytes(value))
                : new Metadata.Entry(name, value));
        }
        headers.Add("pubsubname", subscription.PubsubName);
        var trace = delivered.TraceParent;
        headers.Add("traceparent", trace.Length > 0 ? trace : TraceContext.Zero);
        if (trace.Length > 0)
        {
            headers.Add("grpc-trace-bin", TraceContext.ToBinary(trace));
        }
        if (options.AppToken is { } token)
        {
            headers.Add("dapr-api-token", token);
        }
        return headers;
    }

    // Null if there is no dead letter topic or the message could not be put there.
    private DeliveryOutcome? DeadLetter(BrokerMessage message)
    {
        if (subscription.DeadLetterTopic.Length == 0)
        {
            return null;
        }
        try
        {
            hub.Publish(subscription.DeadLetterTopic, message.Data, message.Metadata);
            return DeliveryOutcome.Acknowledged;
        }
        catch (BrokerDownException exception)
        {
            LogDeadLetterFailed(exception, message.Offset, subscription.Topic, subscription.DeadLetterTopic);
            return null;
        }
    }

    private enum Answer
    {
        Taken,
        Dropped,
        Refused,
    }
}
