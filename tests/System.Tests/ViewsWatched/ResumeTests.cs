using Alliance.Type.V1;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>A watch goes on where it broke off: nothing is missed and nothing is told twice.</summary>
public class ResumeTests(WatchedSystem watched)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_the_last_token_nothing_is_told_until_something_changes(bool ofHeartbeat)
    {
        var world = await watched.NewWorldAsync();
        var token = await TokenAsync(world, ofHeartbeat);

        using var watcher = new Watcher(watched.System, world.Track, token);
        await watcher.NextHeartbeatAsync();
        await watcher.NextHeartbeatAsync();
        await watched.System.RecordAsync(world.NewAssessment("peace", "2016-01-01", Status.Met));
        var update = await watcher.NextUpdateAsync();

        Assert.Equal(world.Criterion("peace"), Assert.Single(update.Differences).Criterion.Criterion);
    }

    [Fact]
    public async Task That_nothing_has_changed_is_said_at_once()
    {
        // Longer than this test waits.
        await using var system = await TestSystem.StartAsync("--Watch:HeartbeatInterval=00:00:15");
        await system.RecordAsync(World.Club.Everything());
        await system.SettleAsync(World.Club.Track);
        using var first = new Watcher(system, World.Club.Track);
        await first.NextUpdateAsync();

        using var resumed = new Watcher(system, World.Club.Track, first.Token);

        await resumed.NextHeartbeatAsync().WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_an_older_token_one_view_tells_all_that_changed_since(bool ofHeartbeat)
    {
        var world = await watched.NewWorldAsync();
        var token = await TokenAsync(world, ofHeartbeat);
        var seen = await watched.System.ViewAsync(world.Track);
        var said = $"{world.OrganizationId}-said";
        await watched.System.RecordAsync(
            world.NewAssessment("peace", "2016-01-01", Status.Met), world.NewAssessment("law", "2016-02-01", Status.NotMet),
            world.NewStatement(said, "2020-01-01", Stance.Supports, "XA"), World.Publish(said),
            world.NewAssessment("law", "2016-03-01", Status.Met));
        var now = await watched.System.SettledViewAsync(world.Track);

        using var watcher = new Watcher(watched.System, world.Track, token);
        var updates = await watcher.UpdatesUntilAsync(view => view.Normalized().Equals(now.Normalized()));

        // The feed may lag behind the views that were asked for, so that the last of it may come in a second message.
        var last = updates[^1];
        Assert.Equal(Comparing.Between(seen, updates[0].Readiness), updates[0].Differences.WithoutCauses());
        Assert.Equal(
            [world.Criterion("law"), world.Criterion("peace"), "XA"],
            updates.SelectMany(update => update.Differences).Select(d => d.Criterion?.Criterion ?? d.Position.Party).Distinct());
        Assert.Contains(updates[0].Differences.SelectMany(d => d.Causes), cause => cause.Record.EndsWith("/law/assessments/2016-03-01", StringComparison.Ordinal));
        Assert.Equal(now.Normalized(), last.Readiness.Normalized());
        await watcher.NextHeartbeatAsync();
    }

    [Fact]
    public async Task A_restarted_Gateway_ends_the_stream_as_unavailable_and_goes_on_from_its_token()
    {
        await using var system = await TestSystem.StartAsync(WatchedSystem.Heartbeats);
        await system.RecordAsync(World.Club.Everything());
        await system.SettleAsync(World.Club.Track);
        using var before = new Watcher(system, World.Club.Track);
        await before.NextUpdateAsync();
        await before.NextHeartbeatAsync();
        var token = before.Token;

        var end = ReadToEndAsync(before);
        await system.Local.Gateway.StopAsync();
        var refusal = await end;
        Assert.Equal(Grpc.Core.StatusCode.Unavailable, refusal.StatusCode);
        await system.Local.Gateway.StartAgainAsync(Ct);
        await system.SettleAsync(World.Club.Track);

        using var after = new Watcher(system, World.Club.Track, token);
        await after.NextHeartbeatAsync();
        await system.RecordAsync(World.Club.NewAssessment("peace", "2016-01-01", Status.Met));
        Assert.Single((await after.NextUpdateAsync()).Differences);
    }

    [Fact]
    public async Task What_happened_while_the_Gateway_was_away_is_told_from_the_token()
    {
        await using var system = await TestSystem.StartAsync(WatchedSystem.Heartbeats);
        await system.RecordAsync(World.Club.Everything());
        await system.SettleAsync(World.Club.Track);
        var token = "";
        using (var before = new Watcher(system, World.Club.Track))
        {
            await before.NextUpdateAsync();
            token = before.Token;
        }

        await system.Local.Gateway.StopAsync();
        await system.RecordAsync(World.Club.NewAssessment("peace", "2016-01-01", Status.Met));
        await system.Local.Gateway.StartAgainAsync(Ct);
        await system.SettleAsync(World.Club.Track);

        using var after = new Watcher(system, World.Club.Track, token);
        var difference = Assert.Single((await after.NextUpdateAsync()).Differences);
        Assert.Equal((Status.Unknown, Status.Met), (difference.Criterion.Before.Status, difference.Criterion.After.Status));
        Assert.EndsWith("/assessments/2016-01-01", Assert.Single(difference.Causes).Record, StringComparison.Ordinal);
    }

    private static async Task<Grpc.Core.RpcException> ReadToEndAsync(Watcher watcher) => await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () =>
    {
        while (true)
        {
            await watcher.NextAsync();
        }
    });

    private async Task<string> TokenAsync(World world, bool ofHeartbeat)
    {
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();
        if (ofHeartbeat)
        {
            await watcher.NextHeartbeatAsync();
        }
        return watcher.Token;
    }
}
