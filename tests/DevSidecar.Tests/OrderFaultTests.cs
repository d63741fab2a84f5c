using System.Globalization;
using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Faults that change when and in which order messages come.</summary>
public sealed class OrderFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reordering_swaps_keys_but_keeps_the_order_within_each()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { Reorder = 0.5, ReorderWindow = TimeSpan.FromMilliseconds(100) };

        await PublishAsync(rig, 60, i => $"key-{i % 3}");

        var received = await subscriber.Behaviour.TakeAsync(60);
        Assert.NotEqual(Enumerable.Range(0, 60), Numbers(received));
        foreach (var key in received.GroupBy(delivery => delivery.Headers.GetValue("partitionkey")))
        {
            Assert.Equal(Numbers(key).Order(), Numbers(key));
        }
        Assert.True(rig.Hub.Faults.Counts.Reordered > 0);
    }

    [Fact]
    public async Task A_single_key_is_never_reordered_unless_that_is_asked_for()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { Reorder = 0.5, ReorderWindow = TimeSpan.FromMilliseconds(5) };
        await PublishAsync(rig, 30, _ => "key");
        Assert.Equal(Enumerable.Range(0, 30), Numbers(await subscriber.Behaviour.TakeAsync(30)));
        Assert.Equal(0, rig.Hub.Faults.Counts.Reordered);

        rig.Hub.Faults.Plan = new FaultPlan
        {
            Reorder = 0.5,
            ReorderWithinKey = true,
            ReorderWindow = TimeSpan.FromMilliseconds(100),
        };
        await PublishAsync(rig, 30, _ => "key");

        var swapped = Numbers(await subscriber.Behaviour.TakeAsync(30)).ToList();
        Assert.NotEqual(Enumerable.Range(0, 30), swapped);
        Assert.Equal(Enumerable.Range(0, 30), swapped.Order());
        Assert.True(rig.Hub.Faults.Counts.Reordered > 0);
    }

    [Fact]
    public async Task Delayed_messages_come_when_it_is_time()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { MinDelay = TimeSpan.FromMilliseconds(150), MaxDelay = TimeSpan.FromMilliseconds(200) };

        var start = TimeProvider.System.GetTimestamp();
        await PublishAsync(rig, 1);
        await subscriber.NextAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(20));
        Assert.Equal(1, rig.Hub.Faults.Counts.Delayed);
    }

    [Fact]
    public async Task Ending_the_faults_delivers_what_was_delayed()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { MinDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) };
        await PublishAsync(rig, 3);
        await Eventually.HoldsAsync(() => rig.Hub.Faults.Counts.Delayed == 3, "all are held back");
        Assert.Equal(0, subscriber.Behaviour.Waiting);

        rig.Hub.Faults.Clear();

        Assert.Equal([0, 1, 2], Numbers(await subscriber.Behaviour.TakeAsync(3)));
    }

    [Fact]
    public async Task Ending_the_faults_delivers_what_was_held_back_for_reordering()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        rig.Hub.Faults.Plan = new FaultPlan { Reorder = 1, ReorderWindow = TimeSpan.FromHours(1) };
        await PublishAsync(rig, 3, _ => "key");
        Assert.Equal(0, subscriber.Behaviour.Waiting);

        rig.Hub.Faults.Clear();

        Assert.Equal([0, 1, 2], Numbers(await subscriber.Behaviour.TakeAsync(3)));
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
