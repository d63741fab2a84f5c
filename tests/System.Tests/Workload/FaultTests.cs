using AllianceServices.DevSidecar;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.SystemTests.ViewsWatched;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.Workload;

/// <summary>Whatever the broker does to events, the views come to the same.</summary>
public class FaultTests(UndisturbedRun undisturbed)
{
    private static readonly FaultPlan EverythingAtOnce = new()
    {
        Drop = 0.2,
        Duplicate = 0.3,
        Reorder = 0.3,
        ReorderWithinKey = true,
        ReorderWindow = TimeSpan.FromMilliseconds(20),
        MaxDelay = TimeSpan.FromMilliseconds(10),
    };

    [Fact]
    public async Task Dropped_doubled_overtaken_and_late_events_change_nothing()
    {
        await using var system = await TestSystem.StartSubscribedAsync("--Events:AntiEntropyInterval=00:00:00.2");
        system.Local.Hub.Faults.Plan = EverythingAtOnce;

        await system.RecordAsync(undisturbed.Writes);
        await undisturbed.AssertSameAsync(system);

        await Eventually.HoldsAsync(
            () => system.Local.Hub.Faults.Counts is { Dropped: > 0, Duplicated: > 0, Reordered: > 0, Delayed: > 0 },
            "every kind of fault has happened");
    }

    [Fact]
    public async Task Who_watches_through_all_faults_ends_at_the_view_of_the_undisturbed_run()
    {
        await using var system = await TestSystem.StartSubscribedAsync("--Events:AntiEntropyInterval=00:00:00.2", WatchedSystem.Heartbeats);
        var beginning = Script.Club.Everything().Count;
        await system.RecordAsync(undisturbed.Writes.Take(beginning));
        await system.SettleAsync(Script.Club.Track);
        using var watcher = new Watcher(system, Script.Club.Track);
        var seen = (await watcher.NextUpdateAsync()).Readiness;
        system.Local.Hub.Faults.Plan = EverythingAtOnce;

        await system.RecordAsync(undisturbed.Writes.Skip(beginning));
        var end = (await system.SettledViewAsync(Script.Club.Track)).Normalized();
        var updates = await watcher.UpdatesUntilAsync(view => view.Normalized().Equals(end));

        Assert.Equal(undisturbed.Today, new(end) { AsOf = undisturbed.Today.AsOf });
        // Each message leads from the view before to its own, whatever came in which order.
        foreach (var update in updates)
        {
            Assert.Equal(Comparing.Between(seen, update.Readiness), update.Differences.WithoutCauses());
            Assert.All(update.Differences, difference => Assert.NotEmpty(difference.Causes));
            seen = update.Readiness;
        }
        await watcher.NextHeartbeatAsync();
    }

    [Fact]
    public async Task Events_that_all_come_again_at_the_end_have_no_second_effect()
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(undisturbed.Writes);
        await undisturbed.AssertSameAsync(system);
        var logs = await system.LogsAsync();
        await system.AllEventsAreDoneWithAsync();
        var positions = await AllPositionsAsync(system);

        foreach (var register in TestSystem.Subscribers.Keys)
        {
            Assert.True(system.Local.Hub.Replay(ServiceInfo.Topic(register)) > 0);
        }
        await system.AllEventsAreDoneWithAsync();

        // Revisions too: each event has had its effect exactly once.
        Assert.Equal(positions, await AllPositionsAsync(system));
        Assert.Equal(logs, await system.LogsAsync());
        await undisturbed.AssertSameAsync(system);
    }

    private static async Task<List<Alliance.Criteria.V1.Position>> AllPositionsAsync(TestSystem system) =>
        [.. await system.PositionsAsync(Script.Club.Track), .. await system.PositionsAsync(Script.League.Track)];
}
