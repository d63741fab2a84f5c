[assembly: AssemblyFixture(typeof(AllianceServices.SystemTests.ViewsWatched.WatchedSystem))]

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>
/// One system with lively heartbeats for all tests that watch. Each test has a world of its own in it, so that what the
/// others record goes on beside its watch.
/// </summary>
public sealed class WatchedSystem : IAsyncLifetime
{
    internal const string Heartbeats = "--Watch:HeartbeatInterval=00:00:00.2";

    private int _worlds;

    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync(Heartbeats);
        await System.RecordAsync(World.NewSource("gazette"));
    }

    public ValueTask DisposeAsync() => System is null ? ValueTask.CompletedTask : System.DisposeAsync();

    /// <summary>A world that nobody else writes about, with one assessment, of which the views know.</summary>
    internal async Task<World> NewWorldAsync()
    {
        var world = new World($"circle-{Interlocked.Increment(ref _worlds)}", "XC");
        await System.RecordAsync(
            [world.NewOrganization(), world.NewTrack(), .. world.NewCriteria(), world.NewAssessment("peace", "2015-01-01", Alliance.Criteria.V1.Status.NotMet)]);
        await System.SettleAsync(world.Track);
        return world;
    }
}
