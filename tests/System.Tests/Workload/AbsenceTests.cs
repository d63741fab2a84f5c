using System.Diagnostics;
using Alliance.Type.V1;
using AllianceServices.DevSidecar;

namespace AllianceServices.SystemTests.Workload;

/// <summary>Services that hear nothing, or are not there, when something is said.</summary>
public class AbsenceTests
{
    private const int Rounds = 8;

    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_single_event_the_views_follow_at_the_pace_of_the_looks_at_the_logs()
    {
        await using var system = await TestSystem.StartSubscribedAsync("--Events:AntiEntropyInterval=00:00:00.2");
        system.Local.Hub.Faults.Plan = new FaultPlan { Drop = 1 };
        await system.RecordAsync(World.Everything());
        var clock = Stopwatch.StartNew();

        for (var round = 1; round <= Rounds; round++)
        {
            var stance = round % 2 == 0 ? Stance.Supports : Stance.Opposes;
            await system.RecordAsync(World.NewStatement($"round-{round}", $"2020-05-{round:D2}", stance, "XA"), World.Publish($"round-{round}"));
            var view = await system.SettledViewAsync(World.Track);
            Assert.Equal($"statements/round-{round}", view.Consensus.Members.Single(member => member.Party == "XA").Record);
        }

        // At the default interval of five seconds every round would take that long at least once.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(Rounds * 3));
        await system.AllEventsAreDoneWithAsync();
        var events = 2 * (await system.LogAsync("statements")).Count + (await system.LogAsync("criteria")).Count;
        Assert.Equal(events, system.Local.Hub.Faults.Counts.Dropped);
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
