using Alliance.Readiness.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types;

namespace AllianceServices.ServiceDefaults.Tests;

/// <summary>A service that follows one register, as the sidecar sees it.</summary>
public class EventCallbackTests
{
    private const string AppCallback = "dapr.proto.runtime.v1.AppCallback";
    private const string RareCatchUp = "--Events:AntiEntropyInterval=01:00:00";
    private static readonly ServiceInfo Info = new("viewer", 0, 0, 0, ReadinessService.Descriptor);
    private readonly FakeLog _log = new();

    private Task<TestService> StartAsync(params string[] options) => TestService.StartAsync(Info, args =>
    {
        var builder = ServiceHost.CreateBuilder(Info, args);
        builder.AddSubscriber(services => new Follower(
            _log, services.GetRequiredService<EventMetrics>(), services.GetRequiredService<ILogger<Follower>>()));
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        return app;
    }, options);

    private static Follower FollowerOf(TestService service) => (Follower)service.Services.GetRequiredService<ChangeSubscriber>();

    private static async Task<TopicEventResponseStatus> DeliverAsync(
        TestService service, ReadOnlyMemory<byte> data, string topic = "alliance.statements.v1")
    {
        var request = new TopicEventRequest { Id = "e", Topic = topic, Data = ByteString.CopyFrom(data.Span) };
        var response = await service.Callback.CallAsync<TopicEventRequest, TopicEventResponse>(AppCallback, "OnTopicEvent", request);
        return response.Status;
    }

    [Fact]
    public async Task The_sidecar_learns_which_topic_is_followed()
    {
        await using var service = await StartAsync(RareCatchUp, "--Events:SubscribePubSubName=broadcast");

        var response = await service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(AppCallback, "ListTopicSubscriptions", new());

        var subscription = Assert.Single(response.Subscriptions);
        Assert.Equal(
            ("broadcast", "alliance.statements.v1", "alliance.statements.v1.viewer.dead"),
            (subscription.PubsubName, subscription.Topic, subscription.DeadLetterTopic));
    }

    [Fact]
    public async Task Each_topic_may_have_a_component_of_its_own()
    {
        await using var service = await StartAsync(RareCatchUp, "--Events:ComponentPerTopic=true");

        var response = await service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(AppCallback, "ListTopicSubscriptions", new());

        Assert.Equal("pubsub-alliance-statements-v1", Assert.Single(response.Subscriptions).PubsubName);
    }

    [Fact]
    public async Task A_change_that_comes_without_its_resource_is_read_from_the_log()
    {
        await using var service = await StartAsync(RareCatchUp);
        await Eventually.HoldsAsync(() => FollowerOf(service).HasCaughtUp, "the log was read at the start");

        Assert.Equal(TopicEventResponseStatus.Success, await DeliverAsync(service, EventJson.Write(_log.Append(), largest: 1)));

        Assert.Equal(_log.Changes, FollowerOf(service).Applied);
        Assert.NotNull(FollowerOf(service).Applied[0].Resource);
    }

    [Fact]
    public async Task An_event_is_applied_once_however_often_it_comes()
    {
        await using var service = await StartAsync(RareCatchUp);
        await Eventually.HoldsAsync(() => FollowerOf(service).HasCaughtUp, "the log was read at the start");
        var data = EventJson.Write(_log.Append());

        Assert.Equal(TopicEventResponseStatus.Success, await DeliverAsync(service, data));
        Assert.Equal(TopicEventResponseStatus.Success, await DeliverAsync(service, data));

        Assert.Equal(_log.Changes, FollowerOf(service).Applied);
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_is_asked_for_again()
    {
        await using var service = await StartAsync(RareCatchUp);
        await Eventually.HoldsAsync(() => FollowerOf(service).HasCaughtUp, "the log was read at the start");
        var data = EventJson.Write(_log.Append());
        FollowerOf(service).FailsToApply = true;
        Assert.Equal(TopicEventResponseStatus.Retry, await DeliverAsync(service, data));
        FollowerOf(service).FailsToApply = false;

        Assert.Equal(TopicEventResponseStatus.Success, await DeliverAsync(service, data));

        Assert.Equal(_log.Changes, FollowerOf(service).Applied);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"register\":\"agreements\",\"sequence\":\"1\"}")]
    public async Task What_is_no_change_of_the_register_is_dropped(string data)
    {
        await using var service = await StartAsync(RareCatchUp);

        Assert.Equal(TopicEventResponseStatus.Drop, await DeliverAsync(service, System.Text.Encoding.UTF8.GetBytes(data)));
    }

    [Fact]
    public async Task A_change_on_the_topic_of_another_register_is_dropped()
    {
        await using var service = await StartAsync(RareCatchUp);
        var data = EventJson.Write(_log.Append());

        Assert.Equal(TopicEventResponseStatus.Drop, await DeliverAsync(service, data, "alliance.agreements.v1"));
    }

    [Fact]
    public async Task Without_any_event_the_log_is_read_at_intervals_even_after_it_was_out_of_reach()
    {
        _log.Append(2);
        _log.IsReachable = false;
        await using var service = await StartAsync("--Events:AntiEntropyInterval=00:00:00.1");
        var follower = FollowerOf(service);
        await Eventually.HoldsAsync(() => { lock (_log.Reads) { return _log.Reads.Count >= 2; } }, "the log was asked for again");
        Assert.Empty(follower.Applied);

        _log.IsReachable = true;
        await Eventually.HoldsAsync(() => follower.Applied.Count == 2, "the log was read");
        _log.Append();
        await Eventually.HoldsAsync(() => follower.Applied.Count == 3, "what came later was read");
    }
}
