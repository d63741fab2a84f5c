using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Who gets which message, and what a group remembers.</summary>
public sealed class GroupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_of_an_app_share_its_events_in_turn()
    {
        await using var rig = new Rig();
        var one = await rig.SubscriberAsync("criteria");
        var two = await rig.SubscriberAsync("criteria");
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, 0, 10);

        var first = Numbers(await one.Behaviour.TakeAsync(5));
        var second = Numbers(await two.Behaviour.TakeAsync(5));
        Assert.Equal(Enumerable.Range(0, 10), first.Concat(second).Order());
    }

    [Fact]
    public async Task Different_apps_each_get_every_event()
    {
        await using var rig = new Rig();
        var one = await rig.SubscriberAsync("criteria");
        var two = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, 0, 3);

        Assert.Equal([0, 1, 2], Numbers(await one.Behaviour.TakeAsync(3)));
        Assert.Equal([0, 1, 2], Numbers(await two.Behaviour.TakeAsync(3)));
    }

    [Fact]
    public async Task Broadcast_reaches_every_instance_though_published_through_the_other_component()
    {
        await using var rig = new Rig();
        var broadcast = Rig.On(Rig.Topic, "pubsub-broadcast");
        var one = await rig.SubscriberAsync("gateway", subscriptions: broadcast);
        var two = await rig.SubscriberAsync("gateway", subscriptions: broadcast);
        var publisher = await rig.PublisherAsync();

        await PublishAsync(publisher, 0, 3);

        foreach (var subscriber in new[] { one, two })
        {
            var received = await subscriber.Behaviour.TakeAsync(3);
            Assert.Equal([0, 1, 2], Numbers(received));
            Assert.All(received, delivery => Assert.Equal("pubsub-broadcast", delivery.Event.PubsubName));
            Assert.All(received, delivery => Assert.Equal(
                "pubsub", delivery.Event.Extensions.Fields["pubsubname"].StringValue));
        }
    }

    [Fact]
    public async Task A_new_shared_group_starts_with_the_oldest_and_a_broadcast_group_with_the_newest()
    {
        await using var rig = new Rig();
        var publisher = await rig.PublisherAsync();
        await PublishAsync(publisher, 0, 2);

        var shared = await rig.SubscriberAsync("criteria");
        var broadcast = await rig.SubscriberAsync("gateway", subscriptions: Rig.On(Rig.Topic, "pubsub-broadcast"));
        await PublishAsync(publisher, 2, 1);

        Assert.Equal([0, 1, 2], Numbers(await shared.Behaviour.TakeAsync(3)));
        Assert.Equal(2, Number(await broadcast.NextAsync()));
    }

    [Theory]
    [InlineData("pubsub")]
    [InlineData("pubsub-broadcast")]
    public async Task A_group_goes_on_where_it_stopped_when_its_sidecar_comes_back(string component)
    {
        await using var rig = new Rig();
        Func<SidecarOptions, SidecarOptions> named = options => options with { Instance = "pod-1" };
        var before = await rig.SubscriberAsync("gateway", named, subscriptions: Rig.On(Rig.Topic, component));
        var publisher = await rig.PublisherAsync();
        await PublishAsync(publisher, 0, 2);
        await before.Behaviour.TakeAsync(2);

        await before.Sidecar.DisposeAsync();
        await PublishAsync(publisher, 2, 2);
        var after = await rig.SubscriberAsync("gateway", named, subscriptions: Rig.On(Rig.Topic, component));

        Assert.Equal([2, 3], Numbers(await after.Behaviour.TakeAsync(2)));
        Assert.Equal(0, before.Behaviour.Waiting);
    }

    [Fact]
    public async Task Retention_bounds_what_a_new_group_finds()
    {
        await using var rig = new Rig(new SidecarHubOptions { RetainedMessages = 3 });
        var publisher = await rig.PublisherAsync();
        await PublishAsync(publisher, 0, 10);

        Assert.Equal([7, 8, 9], rig.Hub.Messages(Rig.Topic).Select(message => message.Offset));
        var subscriber = await rig.SubscriberAsync("gateway");
        Assert.Equal([7, 8, 9], Numbers(await subscriber.Behaviour.TakeAsync(3)));
    }

    [Fact]
    public async Task Retention_bounds_bytes_too_but_keeps_the_last_message()
    {
        await using var rig = new Rig(new SidecarHubOptions { RetainedBytes = 2_000 });
        var publisher = await rig.PublisherAsync();
        await PublishAsync(publisher, 0, 20);
        var kept = rig.Hub.Messages(Rig.Topic);
        Assert.InRange(kept.Sum(message => message.Data.Length), 1, 2_000);
        Assert.InRange(kept.Count, 2, 19);

        await publisher.PublishEventAsync("pubsub", Rig.Topic, new string('x', 5_000), Ct);

        Assert.Equal(20, Assert.Single(rig.Hub.Messages(Rig.Topic)).Offset);
    }

    [Fact]
    public async Task Several_partitions_work_at_once_and_keep_the_order_of_each_key()
    {
        await using var rig = new Rig(new SidecarHubOptions { Partitions = 8 });
        var subscriber = await rig.SubscriberAsync("gateway");
        var together = new Barriers(2);
        subscriber.Behaviour.OnEvent = together.PassAsync;
        var publisher = await rig.PublisherAsync();

        for (var i = 0; i < 40; i++)
        {
            await publisher.PublishEventAsync("pubsub", Rig.Topic, i, Rig.Keyed($"key-{i % 4}"), Ct);
        }

        var received = await subscriber.Behaviour.TakeAsync(40);
        foreach (var key in received.GroupBy(delivery => delivery.Headers.GetValue("partitionkey")))
        {
            Assert.Equal(Numbers(key).Order(), Numbers(key));
        }
        await together.Met.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    private static async Task PublishAsync(DaprClient publisher, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await publisher.PublishEventAsync("pubsub", Rig.Topic, i, Ct);
        }
    }

    private static int Number(Delivery delivery) =>
        int.Parse(delivery.Event.Data.ToStringUtf8(), System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<int> Numbers(IEnumerable<Delivery> deliveries) => deliveries.Select(Number);

    // Holds the first handlers until several of them are under way at once.
    private sealed class Barriers(int needed)
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task Met => _met.Task;

        public async Task<Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus> PassAsync(
            Delivery delivery)
        {
            if (Interlocked.Increment(ref _arrived) == needed)
            {
                _met.TrySetResult();
            }
            await _met.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return default;
        }
    }
}
