using AllianceServices.DevSidecar;
using AllianceServices.SystemTests.Events.Behaviours;
using AllianceServices.SystemTests.ViewsWatched;

namespace AllianceServices.SystemTests.Events;

/// <summary>Whatever the broker does, and whatever happens to those who listen to it, every event has exactly one effect.</summary>
public class BrokerBehaviourTests
{
    private static readonly World World = World.Club;

    private static readonly Dictionary<string, Func<Behaviour>> Table = new()
    {
        ["nothing at all"] = () => new Undisturbed(),
        ["loss of every event"] = () => new PlannedFault(
            new() { Drop = 1 }, counts => counts.Dropped, EventSeries.Deliveries, looks: "00:00:00.2"),
        ["duplication of every event"] = () => new PlannedFault(
            new() { Duplicate = 1 }, counts => counts.Duplicated, EventSeries.Deliveries),
        ["reordering"] = () => new PlannedFault(
            new() { Reorder = 1, ReorderWindow = Endless }, counts => counts.Reordered, expected: 4),
        ["reordering within a key"] = () => new PlannedFault(
            new() { Reorder = 1, ReorderWithinKey = true, ReorderWindow = Endless }, counts => counts.Reordered, expected: 4),
        ["redelivery after RETRY"] = () => new RetryAfterTheEffect(),
        ["delay of minutes"] = () => new DelayOfMinutes(),
        ["poison messages"] = () => new Poison(),
        ["dead letter delivery"] = () => new DeadLetterDelivery(),
        ["events of a newer version"] = () => new NewerVersion(),
        ["a broker that is down"] = () => new PlannedFault(
            new() { BrokerDown = true }, counts => counts.Rejected, EventSeries.Acts.Count),
        ["a subscriber without its database"] = () => new NoDatabase(),
        ["two replicas of a subscriber"] = () => new Replicas(),
        ["restarts of all sidecars"] = () => new SidecarRestart(),
        ["replays of everything"] = () => new FullReplay(),
    };

    // Held back until overtaken, or until the fault ends.
    private static readonly TimeSpan Endless = TimeSpan.FromHours(1);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_event_has_exactly_one_effect_under(string name)
    {
        await using var behaviour = Table[name]();
        var settings = await behaviour.SetUpAsync(new() { DataFolder = "" });
        await using var system = await TestSystem.StartAsync(given => settings with
        {
            DataFolder = given.DataFolder,
            Arguments = [$"--Events:AntiEntropyInterval={behaviour.Looks}"],
        });
        await system.SubscribedAsync();
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await DoneAsync(system);
        using var watcher = new Watcher(system, World.Track);
        await behaviour.StartAsync(system);
        try
        {
            foreach (var act in EventSeries.Acts)
            {
                await behaviour.BeginAsync(system, act);
                await system.RecordAsync(act);
                await behaviour.EndAsync(system);
                await system.SettleAsync(World.Track);
            }
            await DoneAsync(system);

            await behaviour.AssertHappenedAsync(system);
            await EventSeries.AssertOneEffectEachAsync(system);
            Assert.Equal(behaviour.DeadLetters, await system.CountDeadLettersAsync(showReplayed: true));
            await AssertOneReviewAsync(system, watcher);
        }
        finally
        {
            await behaviour.StopAsync();
        }
    }

    // Nothing is on its way any more.
    private static async Task DoneAsync(TestSystem system) =>
        await Eventually.BecomesAsync(system.IsDoneAsync, done => done, "every event is done with");

    // Who watched was asked once for a review, and not again after that.
    private static async Task AssertOneReviewAsync(TestSystem system, Watcher watcher)
    {
        var end = (await system.ViewAsync(World.Track)).Normalized();
        var updates = await watcher.UpdatesUntilAsync(view => view.Normalized().Equals(end));
        var asked = updates.Select(update => EventSeries.AsksForReview(update.Readiness)).ToList();
        Assert.Equal(1, asked.Zip(asked.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.True(asked[^1]);
    }

    // The row that all others must equal.
    private sealed class Undisturbed : Behaviour
    {
        public override Task AssertHappenedAsync(TestSystem system)
        {
            Assert.Equal(new FaultCounts(0, 0, 0, 0, 0), system.Local.Hub.Faults.Counts);
            return Task.CompletedTask;
        }
    }
}
