using AllianceServices.TestKit;
using Dapr.Client;
using Grpc.Core;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>What follows from each answer of the app.</summary>
public sealed class AcknowledgementTests
{
    private const string DeadLetters = "changes.dead";
    private static readonly InboundRetry Quick = new() { Kind = RetryKind.Constant, Interval = TimeSpan.FromMilliseconds(1), MaxRetries = 2 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Success_ends_the_matter()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "1", "2");

        Assert.Equal(["1", "2"], Ids(await subscriber.Behaviour.TakeAsync(2)));
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("ERROR")]
    [InlineData("UNKNOWN")]
    public async Task A_failure_is_retried_before_the_next_event(string answer)
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { Retry = Quick });
        var calls = 0;
        subscriber.Behaviour.OnEvent = _ => ++calls <= 2 ? Fail(answer) : Task.FromResult(Status.Success);
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "1", "2");

        Assert.Equal(["1", "1", "1", "2"], Ids(await subscriber.Behaviour.TakeAsync(4)));
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("ERROR")]
    [InlineData("UNKNOWN")]
    public async Task Without_a_retry_policy_the_first_failure_goes_to_the_dead_letters(string answer)
    {
        await using var rig = new Rig();
        var subscriber = await FailingAsync(rig, InboundRetry.None, answer);
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "bad", "good");

        var received = await subscriber.Behaviour.TakeAsync(3);
        Assert.Equal(
            [(Rig.Topic, "bad"), (DeadLetters, "bad"), (Rig.Topic, "good")],
            received.Select(delivery => (delivery.Event.Topic, delivery.Event.Id)).Order(DeadLettersSecond));
        var dead = received.Single(delivery => delivery.Event.Topic == DeadLetters);
        Assert.Equal(Rig.Topic, dead.Event.Extensions.Fields["topic"].StringValue);
        Assert.Equal("bad", dead.Headers.GetValue("cloudevent.id"));
    }

    [Fact]
    public async Task Exhausted_retries_go_to_the_dead_letters()
    {
        await using var rig = new Rig();
        var subscriber = await FailingAsync(rig, Quick, "RETRY");
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "bad", "good");

        var received = await subscriber.Behaviour.TakeAsync(5);
        Assert.Equal(3, received.Count(delivery => delivery.Event is { Id: "bad", Topic: Rig.Topic }));
        Assert.Single(received, delivery => delivery.Event is { Id: "bad", Topic: DeadLetters });
        Assert.Single(received, delivery => delivery.Event.Id == "good");
    }

    [Fact]
    public async Task Without_dead_letters_the_broker_delivers_again()
    {
        await using var rig = new Rig(new SidecarHubOptions { RedeliveryInterval = TimeSpan.FromMilliseconds(1) });
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { Retry = InboundRetry.None });
        var calls = 0;
        subscriber.Behaviour.OnEvent = _ => Task.FromResult(++calls <= 3 ? Status.Retry : Status.Success);
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "1", "2");

        Assert.Equal(["1", "1", "1", "1", "2"], Ids(await subscriber.Behaviour.TakeAsync(5)));
    }

    [Fact]
    public async Task A_dropped_event_is_gone_but_for_the_dead_letters()
    {
        await using var rig = new Rig();
        var keeps = await rig.SubscriberAsync("keeps", subscriptions:
            [Rig.On(Rig.Topic, deadLetterTopic: DeadLetters), Rig.On(DeadLetters)]);
        var loses = await rig.SubscriberAsync("loses");
        keeps.Behaviour.OnEvent = Drop;
        loses.Behaviour.OnEvent = Drop;
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "bad", "good");

        Assert.Equal(["bad", "good"], Ids(await loses.Behaviour.TakeAsync(2)));
        var kept = await keeps.Behaviour.TakeAsync(3);
        Assert.Single(kept, delivery => delivery.Event is { Id: "bad", Topic: Rig.Topic });
        Assert.Single(kept, delivery => delivery.Event is { Id: "bad", Topic: DeadLetters });

        static Task<Status> Drop(Delivery delivery) => Task.FromResult(
            delivery.Event is { Id: "bad", Topic: Rig.Topic } ? Status.Drop : Status.Success);
    }

    [Fact]
    public async Task An_app_without_OnTopicEvent_eats_events_and_not_even_dead_letters_them()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync(
            "gateway", options => options with { Retry = InboundRetry.None }, withCallbacks: false,
            Rig.On(Rig.Topic, deadLetterTopic: DeadLetters));
        var publisher = await rig.PublisherAsync();
        await PublishAsync(publisher, "eaten");
        var repaired = await rig.AppAsync(subscriber.Behaviour);
        await Eventually.HoldsAsync(
            () => rig.Group("gateway").Lag == 0, "the event is acknowledged");
        subscriber.Sidecar.AttachApp(repaired.Port);
        await PublishAsync(publisher, "next");

        Assert.Equal("next", (await subscriber.NextAsync()).Event.Id);
        Assert.Empty(rig.Hub.Messages(DeadLetters));
    }

    [Fact]
    public async Task A_handler_that_hangs_is_cut_off_by_the_inbound_timeout()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with
        {
            Retry = Quick,
            InboundTimeout = TimeSpan.FromMilliseconds(200),
        });
        var calls = 0;
        var never = new TaskCompletionSource<Status>();
        subscriber.Behaviour.OnEvent = _ => ++calls == 1 ? never.Task : Task.FromResult(Status.Success);
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, "1");

        Assert.Equal(["1", "1"], Ids(await subscriber.Behaviour.TakeAsync(2)));
        never.SetResult(Status.Success);
    }

    private static readonly IComparer<(string Topic, string Id)> DeadLettersSecond = Comparer<(string Topic, string Id)>.Create(
        (a, b) => (a.Id, a.Topic == DeadLetters).CompareTo((b.Id, b.Topic == DeadLetters)));

    private static async Task<Subscriber> FailingAsync(Rig rig, InboundRetry retry, string answer)
    {
        var subscriber = await rig.SubscriberAsync(
            "gateway", options => options with { Retry = retry }, subscriptions:
            [Rig.On(Rig.Topic, deadLetterTopic: DeadLetters), Rig.On(DeadLetters)]);
        subscriber.Behaviour.OnEvent = delivery =>
            delivery.Event is { Id: "bad", Topic: Rig.Topic } ? Fail(answer) : Task.FromResult(Status.Success);
        return subscriber;
    }

    private static Task<Status> Fail(string answer) => answer switch
    {
        "RETRY" => Task.FromResult(Status.Retry),
        "UNKNOWN" => Task.FromResult((Status)77),
        _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "down")),
    };

    private static async Task PublishAsync(DaprClient publisher, params string[] ids)
    {
        foreach (var id in ids)
        {
            var metadata = new Dictionary<string, string> { ["cloudevent.id"] = id };
            await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, metadata, Ct);
        }
    }

    private static IEnumerable<string> Ids(IEnumerable<Delivery> deliveries) =>
        deliveries.Select(delivery => delivery.Event.Id);
}
