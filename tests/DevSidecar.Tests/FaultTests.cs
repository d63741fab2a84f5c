using System.Globalization;
using Dapr;
using Dapr.Client;
using Grpc.Core;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Each fault does what it says, counts itself, and can be ended.</summary>
public sealed class FaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_faults_everything_arrives_once_and_in_order()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");

        await PublishAsync(rig, 100);

        Assert.Equal(Enumerable.Range(0, 100), Numbers(await subscriber.Behaviour.TakeAsync(100)));
        await QuietAsync(rig, subscriber);
        Assert.Equal(new FaultCounts(0, 0, 0, 0, 0), rig.Hub.Faults.Counts);
    }

    [Fact]
    public async Task Dropped_messages_never_come_until_a_replay()
    {
        await using var rig = new Rig(new SidecarHubOptions { FaultSeed = 1 });
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { Drop = 0.5 };

        await PublishAsync(rig, 50);
        await Eventually.HoldsAsync(() => rig.Group("gateway").Lag == 0, "all is delivered or dropped");

        var dropped = (int)rig.Hub.Faults.Counts.Dropped;
        Assert.InRange(dropped, 10, 40);
        Assert.Equal(50 - dropped, Numbers(await subscriber.Behaviour.TakeAsync(50 - dropped)).Distinct().Count());
        Assert.Equal(0, subscriber.Behaviour.Waiting);
        rig.Hub.Faults.Clear();
        Assert.Equal(50, rig.Hub.Replay(Rig.Topic));
        Assert.Equal(Enumerable.Range(0, 50), Numbers(await subscriber.Behaviour.TakeAsync(50)));
    }

    [Fact]
    public async Task A_replay_starts_at_its_offset()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        await PublishAsync(rig, 10);
        await subscriber.Behaviour.TakeAsync(10);
        await Eventually.HoldsAsync(() => rig.Group("gateway").Lag == 0, "all is acknowledged");

        Assert.Equal(3, rig.Hub.Replay(Rig.Topic, 7));

        Assert.Equal([7, 8, 9], Numbers(await subscriber.Behaviour.TakeAsync(3)));
        await QuietAsync(rig, subscriber);
    }

    [Fact]
    public async Task Duplicates_are_the_same_event_again()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { Duplicate = 1 };

        await PublishAsync(rig, 2);

        var received = await subscriber.Behaviour.TakeAsync(4);
        Assert.Equal([0, 0, 1, 1], Numbers(received));
        Assert.Equal(received[0].Event.Id, received[1].Event.Id);
        await QuietAsync(rig, subscriber);
        Assert.Equal(2, rig.Hub.Faults.Counts.Duplicated);
    }

    [Fact]
    public async Task While_the_broker_is_down_publishing_fails_as_in_daprd()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();
        rig.Hub.Faults.Plan = new FaultPlan { BrokerDown = true };

        var failed = await Assert.ThrowsAsync<DaprException>(
            () => publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct));
        var status = Assert.IsType<RpcException>(failed.InnerException);
        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.StartsWith("error when publishing to topic changes in pubsub pubsub: ", status.Status.Detail, StringComparison.Ordinal);
        var info = DaprStatus.InfoOf(status);
        Assert.Equal("DAPR_PUBSUB_PUBLISH_MESSAGE", info.Reason);
        Assert.Equal(Rig.Topic, info.Metadata["topic"]);
        Assert.Equal(1, rig.Hub.Faults.Counts.Rejected);

        rig.Hub.Faults.Clear();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 2, Ct);
        Assert.Equal("2", (await subscriber.NextAsync()).Event.Data.ToStringUtf8());
        await QuietAsync(rig, subscriber);
    }

    [Fact]
    public async Task The_same_seed_meets_the_same_faults()
    {
        var first = await DroppedAsync(seed: 7);

        Assert.Equal(first, await DroppedAsync(seed: 7));
        Assert.NotEqual(first, await DroppedAsync(seed: 8));

        static async Task<List<int>> DroppedAsync(int seed)
        {
            await using var rig = new Rig(new SidecarHubOptions { FaultSeed = seed });
            var subscriber = await rig.SubscriberAsync("gateway");
            rig.Hub.Faults.Plan = new FaultPlan { Drop = 0.5 };
            await PublishAsync(rig, 40);
            await Eventually.HoldsAsync(() => rig.Group("gateway").Lag == 0, "all is delivered or dropped");
            return [.. Numbers(await subscriber.Behaviour.TakeAsync(subscriber.Behaviour.Waiting))];
        }
    }

    [Fact]
    public void A_plan_that_makes_no_sense_is_refused()
    {
        var faults = new SidecarHub().Faults;

        Assert.Contains("Drop", Assert.Throws<ArgumentException>(() => faults.Plan = new() { Drop = 1.5 }).Message);
        Assert.Contains("Reorder", Assert.Throws<ArgumentException>(() => faults.Plan = new() { Reorder = double.NaN }).Message);
        Assert.Contains("MaxDelay", Assert.Throws<ArgumentException>(
            () => faults.Plan = new() { MinDelay = TimeSpan.FromSeconds(1) }).Message);
        Assert.Same(FaultPlan.None, faults.Plan);
    }

    // All is acknowledged and nothing more came than was read.
    private static async Task QuietAsync(Rig rig, Subscriber subscriber)
    {
        await Eventually.HoldsAsync(() => rig.Group("gateway").Lag == 0, "all is acknowledged");
        Assert.Equal(0, subscriber.Behaviour.Waiting);
    }

    private static async Task PublishAsync(Rig rig, int count, Func<int, string>? key = null)
    {
        var publisher = await rig.PublisherAsync();
        for (var i = 0; i < count; i++)
        {
            await publisher.PublishEventAsync("pubsub", Rig.Topic, i, key is null ? [] : Rig.Keyed(key(i)), Ct);
        }
    }

    private static IEnumerable<int> Numbers(IEnumerable<Delivery> deliveries) =>
        deliveries.Select(delivery => int.Parse(delivery.Event.Data.ToStringUtf8(), CultureInfo.InvariantCulture));
}
