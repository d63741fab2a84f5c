using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.SystemTests.Events;

/// <summary>
/// Where daprd loses events without a word, if a service lets it. Of ten such traps these are the ones that a service's answers decide;
/// the content type and the id of events are RelayTests', policies, scopes and fields of components ComponentTests'.
/// </summary>
public class TrapTests(ImportedSystem imported)
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";

    public static TheoryData<string> Services => [.. ServiceInfo.All.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Nobody_subscribes_in_bulk_which_would_empty_binary_data(string service)
    {
        var subscriptions = await SubscriptionsAsync(service);

        Assert.All(subscriptions, subscription => Assert.Null(subscription.BulkSubscribe));
        // Raw, an event would have another id each time. A dead letter's is in its envelope, which the register opens itself.
        Assert.All(subscriptions, subscription => Assert.Equal(
            subscription.Topic.EndsWith(".dead", StringComparison.Ordinal) ? ["rawPayload"] : [], subscription.Metadata.Keys));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_is_given_up_has_a_topic_to_go_to_and_dead_letters_themselves_have_none(string service) => Assert.All(
        await SubscriptionsAsync(service),
        subscription => Assert.Equal(
            subscription.Topic.EndsWith(".dead", StringComparison.Ordinal) ? "" : $"{subscription.Topic}.{service}.dead", subscription.DeadLetterTopic));

    // daprd takes UNIMPLEMENTED for an acknowledgement.
    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_event_is_answered_by_unimplemented(string service)
    {
        using var channel = Channel(service);
        var request = new TopicEventRequest { Id = "x", Topic = "a topic of somebody else", PubsubName = "pubsub", Data = ByteString.CopyFromUtf8("{}") };

        var refused = await Assert.ThrowsAsync<RpcException>(
            () => channel.CreateCallInvoker().CallAsync<TopicEventRequest, TopicEventResponse>(Callback, "OnTopicEvent", request));

        // Without the app token the sidecar is not heard, and tries again.
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    // daprd asks for them without the token that it sends with events.
    [Theory]
    [MemberData(nameof(Services))]
    public async Task Health_and_subscriptions_are_told_without_a_token(string service)
    {
        using var channel = Channel(service);

        await channel.CreateCallInvoker().CallAsync<Empty, Empty>(Callback + "HealthCheck", "HealthCheck", new());
        Assert.NotEmpty(await SubscriptionsAsync(service));
    }

    private async Task<IReadOnlyList<TopicSubscription>> SubscriptionsAsync(string service)
    {
        using var channel = Channel(service);
        return (await channel.CreateCallInvoker().CallAsync<Empty, ListTopicSubscriptionsResponse>(Callback, "ListTopicSubscriptions", new())).Subscriptions;
    }

    private GrpcChannel Channel(string service) => GrpcChannel.ForAddress(
        imported.System.ServiceNamed(service).Addresses.Callback);
}
