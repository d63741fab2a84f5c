using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>What the sidecar calls: it asks for the subscriptions and delivers events.</summary>
public sealed partial class EventCallbackService(
    IEnumerable<ChangeSubscriber> subscribers, ServiceInfo service, EventOptions options, AppToken token,
    EventMetrics metrics, ILogger<EventCallbackService> logger, DeadLetterBox? deadLetters = null) : AppCallback.AppCallbackBase
{
    private static readonly TopicEventResponse Success = new() { Status = Status.Success };
    private static readonly TopicEventResponse Retry = new() { Status = Status.Retry };
    private static readonly TopicEventResponse Drop = new() { Status = Status.Drop };

    /// <inheritdoc/>
    public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context)
    {
        var response = new ListTopicSubscriptionsResponse();
        foreach (var subscriber in subscribers)
        {
            response.Subscriptions.Add(SubscriptionTo(
                ServiceInfo.Topic(subscriber.Register), ServiceInfo.DeadLetterTopic(subscriber.Register, service.Name)));
        }
        foreach (var topic in deadLetters is null ? [] : service.Followers.Select(DeadLettersOf))
        {
            var subscription = SubscriptionTo(topic, deadLetterTopic: "");
            subscription.Metadata["rawPayload"] = "true";
            response.Subscriptions.Add(subscription);
        }
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
    {
        token.Demand(context);
        try
        {
            return deadLetters is not null && service.Followers.FirstOrDefault(follower => DeadLettersOf(follower) == request.Topic) is { } giver
                ? await KeepAsync(deadLetters, giver, request, context.CancellationToken)
                : await HandleAsync(request, context.CancellationToken);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            metrics.Received(RegisterOf(request.Topic), "retry");
            LogRetry(logger, exception, request.Id);
            return Retry;
        }
    }

    /// <inheritdoc/>
    public override Task<ListInputBindingsResponse> ListInputBindings(Empty request, ServerCallContext context) =>
        Task.FromResult(new ListInputBindingsResponse());

    private TopicSubscription SubscriptionTo(string topic, string deadLetterTopic) =>
        new() { PubsubName = options.ComponentOf(topic), Topic = topic, DeadLetterTopic = deadLetterTopic };

    private async Task<TopicEventResponse> HandleAsync(TopicEventRequest request, CancellationToken cancellationToken)
    {
        var subscriber = subscribers.FirstOrDefault(s => ServiceInfo.Topic(s.Register) == request.Topic);
        if (subscriber is null || !EventJson.TryRead(request.Data, out var change) || change.Register != subscriber.Register)
        {
            // No retry makes it readable. Nothing is lost: the log has the change, and the next event shows the gap.
            metrics.Received(RegisterOf(request.Topic), "unreadable");
            LogUnreadable(logger, request.Id, request.Topic);
            return Drop;
        }
        await subscriber.HandleAsync(change, cancellationToken);
        return Success;
    }

    private static async Task<TopicEventResponse> KeepAsync(
        DeadLetterBox deadLetters, ServiceInfo giver, TopicEventRequest request, CancellationToken cancellationToken)
    {
        await deadLetters.KeepAsync(giver.Name, GivenUpMessage.Read(request.Data), cancellationToken);
        return Success;
    }

    private string DeadLettersOf(ServiceInfo follower) => ServiceInfo.DeadLetterTopic(service.Name, follower.Name);

    // A topic is up to whoever calls; a metric must not be.
    private string RegisterOf(string topic) =>
        subscribers.FirstOrDefault(subscriber => ServiceInfo.Topic(subscriber.Register) == topic)?.Register ?? "unknown";

    [LoggerMessage(EventName = "alliance.events.unreadable", Level = LogLevel.Error,
        Message = "The event {EventId} on {Topic} is not a change of this contract and goes to the dead letters")]
    private static partial void LogUnreadable(ILogger logger, string eventId, string topic);

    [LoggerMessage(EventName = "alliance.events.retry", Level = LogLevel.Warning,
        Message = "The event {EventId} could not be applied; the sidecar delivers it again")]
    private static partial void LogRetry(ILogger logger, Exception exception, string eventId);
}
