using Alliance.Type.V1;
using AllianceServices.DevSidecar;
using AllianceServices.TestKit;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.Workload;

/// <summary>Services that hear nothing, or are not there, when something is said.</summary>
public class AbsenceTests
{
    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_single_event_the_view_is_right_after_the_next_look_at_the_logs()
    {
        await using var system = await TestSystem.StartSubscribedAsync("--Events:AntiEntropyInterval=00:00:00.2");
        var hub = system.Local.Hub;
        hub.Faults.Plan = new FaultPlan { Drop = 1 };

        await system.RecordAsync(
            [.. World.Everything(), World.NewStatement("yes", "2020-05-01", Stance.Supports, "XA"), World.Publish("yes")]);
        await system.RecordAsync(World.NewAssessment("peace", "2020-06-01", Status.Met, "statements/yes"));

        // Many times the interval, but far less than the default one.
        var view = await Eventually.BecomesAsync(
            () => system.SettledViewAsync(World.Track), view => view.Consensus.Counts.Supports == 1, "the view counts the supporter",
            TimeSpan.FromSeconds(4));
        Assert.Equal(Status.Met, view.Criteria.Single(c => c.Criterion == World.Criterion("peace")).Status);
        var events = 2 * (await system.LogAsync("statements")).Count + (await system.LogAsync("criteria")).Count;
        await Eventually.HoldsAsync(() => hub.Faults.Counts.Dropped == events, "every event was lost");
    }

    [Fact]
    public async Task What_was_said_while_MembershipCriteria_was_away_makes_each_position_once()
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        var before = await system.LogAsync("criteria");

        await system.Local.Criteria.StopAsync();
        await system.RecordAsync(
            World.NewStatement("first", "2020-05-01", Stance.Supports, "XA"), World.Publish("first"),
            World.NewStatement("second", "2020-06-01", Stance.Opposes, "XB", "XD"), World.Publish("second"),
            World.NewAgreement("pact", "2020-07-01", "XE", World.Entries(Stance.Neutral, AuthorityLevel.Government, "XE")));
        await system.Local.Criteria.StartAgainAsync(Ct);

        var view = await system.SettledViewAsync(World.Track);
        Assert.Equal((1, 2, 0), (view.Consensus.Counts.Supports, view.Consensus.Counts.Opposes, view.Consensus.Counts.Unknown));
        var positions = await system.PositionsAsync(World.Track);
        Assert.Equal(["XA", "XB", "XD", "XE"], positions.Select(position => position.Party));
        Assert.All(positions, position => Assert.Single(position.Entries));
        Assert.All(positions, position => Assert.Equal(1, position.Revision));
        Assert.Equal(before.Count + positions.Count, (await system.LogAsync("criteria")).Count);
    }
}
