using Alliance.Agreements.V1;

namespace AllianceServices.SystemTests.ViewsWatched;

// Where two agreements stand with one party, its row shows the one that got furthest.
public partial class CauseTests
{
    [Fact]
    public async Task The_agreement_that_leaves_a_row_is_the_cause_and_not_the_one_that_takes_its_place_with_another_note()
    {
        var (world, watcher) = await WatchAsync(world =>
            [world.NewAgreement(Id(world, "stays"), "2020-01-01", "XP"), world.NewAgreement(Id(world, "leaves"), "2020-02-01", "XP")]);
        // Who resumes comes from before both corrections, whenever heartbeats came.
        watcher.Dispose();
        var (stays, leaves) = ($"agreements/{Id(world, "stays")}", $"agreements/{Id(world, "leaves")}");

        await watched.System.Agreements.UpdateAgreementAsync(
            new() { Agreement = new() { Name = stays, Note = "Another note." }, UpdateMask = new() { Paths = { "note" } } }, cancellationToken: Ct);
        await watched.System.Agreements.UpdateAgreementAsync(
            new()
            {
                Agreement = new() { Name = leaves, Parties = { new Party { Country = world.Candidate }, new Party { Country = "XQ" } } },
                UpdateMask = new() { Paths = { "parties" } },
            },
            cancellationToken: Ct);
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        var difference = Assert.Single((await resumed.NextUpdateAsync()).Differences);
        Assert.Equal(leaves, difference.Agreement.Agreement);
        Assert.Equal([leaves], difference.Causes.Select(cause => cause.Record));
    }
}
