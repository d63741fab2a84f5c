using Alliance.Readiness.V1;
using Google.Protobuf;

[assembly: AssemblyFixture(typeof(AllianceServices.SystemTests.Workload.UndisturbedRun))]

namespace AllianceServices.SystemTests.Workload;

/// <summary>The script on a system in which nothing goes wrong: what every disturbed run must come to.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    private const int Seed = 20240617;

    internal IReadOnlyList<IMessage> Writes { get; } = Script.Write(Seed);

    internal Outcome Outcome { get; private set; } = null!;

    /// <summary>The view of the first path on the day of the run.</summary>
    internal Readiness Today { get; private set; } = null!;

    /// <summary>How many changes the registers have on record, by name, where that does not depend on the order of events.</summary>
    internal IReadOnlyDictionary<string, int> Changes { get; private set; } = new Dictionary<string, int>();

    public async ValueTask InitializeAsync()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(Writes);
        Outcome = await Outcome.OfAsync(system);
        Today = (await system.ViewAsync(Script.Club.Track)).Normalized();
        await Outcome.AssertGaplessAsync(system);
        Changes = new Dictionary<string, int>
        {
            ["statements"] = (await system.LogAsync("statements")).Count,
            ["agreements"] = (await system.LogAsync("agreements")).Count,
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The system has come to the same views and has lost and doubled nothing.</summary>
    internal async Task AssertSameAsync(TestSystem system)
    {
        Outcome.AssertSame(await Outcome.OfAsync(system));
        await Outcome.AssertGaplessAsync(system);
        foreach (var (register, count) in Changes)
        {
            Assert.Equal(count, (await system.LogAsync(register)).Count);
        }
    }
}
