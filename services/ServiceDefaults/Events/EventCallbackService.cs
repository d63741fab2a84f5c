using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>What the sidecar calls: it asks for the subscriptions and delivers events.</summary>
public sealed partial class EventCallbackService(
    IEnumerable<ChangeSubscriber> subscribers, EventOptions options, AppToken token,
    EventMetrics metrics, ILogger<EventCallbackService> logger) : AppCallback.AppCallbackBase
{
    /// <inheritdoc/>
    public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context)
    {
        var response = new ListTopicSubscriptionsResponse();
        foreach (var subscriber in subscribers)
        {
            response.Subscriptions.Add(new TopicSubscription
            {
                PubsubName = options.SubscribePubSubName,
                Topic = ServiceInfo.Topic(subscriber.Register),
                DeadLetterTopic = ServiceInfo.Topic(subscriber.Register) + ".dead",
            });
        }
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
    {
        token.Demand(context);
        var subscriber = subscribers.FirstOrDefault(s => ServiceInfo.Topic(s.Register) == request.Topic);
        if (subscriber is null || !EventJson.TryRead(request.Data, out var change) || change.Register != subscriber.Register)
        {
            // No retry makes it readable. Nothing is lost: the log has the change, and the next event shows the gap.
            metrics.Received(subscriber?.Register ?? "unknown", "unreadable");
            LogUnreadable(logger, request.Id, request.Topic);
            return new TopicEventResponse { Status = Status.Drop };
        }
        try
        {
            await subscriber.HandleAsync(change, context.CancellationToken);
            return new TopicEventResponse { Status = Status.Success };
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            metrics.Received(subscriber.Register, "retry");
            LogRetry(logger, exception, request.Id);
            return new TopicEventResponse { Status = Status.Retry };
        }
    }

    /// <inheritdoc/>
    public override Task<ListInputBindingsResponse> ListInputBindings(Empty request, ServerCallContext context) =>
        Task.FromResult(new ListInputBindingsResponse());

    [LoggerMessage(EventName = "alliance.events.unreadable", Level = LogLevel.Error,
        Message = "The event {EventId} on {Topic} is not a change of this contract and goes to the dead letters")]
    private static partial void LogUnreadable(ILogger logger, string eventId, string topic);

    [LoggerMessage(EventName = "alliance.events.retry", Level = LogLevel.Warning,
        Message = "The event {EventId} could not be applied; the sidecar delivers it again")]
    private static partial void LogRetry(ILogger logger, Exception exception, string eventId);
}

/// <summary>Tells the sidecar that this service can take events.</summary>
public sealed class EventHealthService : AppCallbackHealthCheck.AppCallbackHealthCheckBase
{
    /// <inheritdoc/>
    public override Task<HealthCheckResponse> HealthCheck(Empty request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckResponse());
}
