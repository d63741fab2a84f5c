using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using AllianceServices.SystemTests.Workload;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>The view known at an instant is the view of a reader to whom only what was recorded until then was ever sent.</summary>
public class ReplayTests(ImportedSystem imported)
{
    private const int Seed = 6;
    private const int Sample = 15;

    [Fact]
    public async Task At_every_instant_of_a_small_record()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(Script.Write(Seed));
        await system.SettleAsync(Script.Club.Track);
        var logs = await system.LogsAsync();
        var instants = InstantsOf(logs);
        Assert.True(instants.Count > 60);

        var found = 0;
        foreach (var (i, instant) in instants.Index())
        {
            var day = Outcome.Days[i % Outcome.Days.Count];
            foreach (var track in new[] { Script.Club.Track, Script.League.Track })
            {
                found += await AssertSameAsync(system, logs, track, day, instant) ? 1 : 0;
            }
        }
        // The second track begins in the middle.
        Assert.InRange(found, instants.Count, 2 * instants.Count - 10);
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2024-06-17")]
    [InlineData(ImportedSystem.Eu, "2026-01-01")]
    public async Task At_some_instants_of_the_import(string track, string day)
    {
        var logs = await imported.System.LogsAsync();
        var instants = InstantsOf(logs);
        var chosen = Enumerable.Range(1, Sample).Select(i => instants[i * (instants.Count - 1) / Sample]).Distinct();

        var found = new List<bool>();
        foreach (var instant in chosen)
        {
            found.Add(await AssertSameAsync(imported.System, logs, track, day, instant));
        }
        Assert.Contains(true, found);
    }

    // Whether there was such a track.
    private static async Task<bool> AssertSameAsync(
        TestSystem system, IEnumerable<List<Change>> logs, string track, string day, Timestamp instant)
    {
        var model = logs.Aggregate(ReadModel.Empty, (read, log) => read.Apply([.. log.TakeWhile(change => change.RecordTime <= instant)]));
        var replayed = new ModelViews(model).Of(track)?.On(Views.Day(day));
        Readiness? known = null;
        try
        {
            known = (await system.ViewAsync(track, day, instant)).Normalized();
            known.AsOf = "";
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            // Compared below.
        }
        Assert.Equal(replayed, known);
        return known is not null;
    }

    private static List<Timestamp> InstantsOf(IEnumerable<List<Change>> logs) =>
        [.. logs.SelectMany(log => log).Select(change => change.RecordTime).Distinct().Order()];
}
