using AllianceServices.Local;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.Programs;

/// <summary>A start that dies in the middle of the import loses and doubles nothing.</summary>
public class KilledImportTests(ImportedSystem imported)
{
    [Theory]
    [InlineData("Importing")]
    [InlineData("  agreements.jsonl")]
    public async Task A_killed_import_is_finished_by_the_next_start(string killedAfter)
    {
        using var folder = new TempFolder();
        using (var killed = ChildProgram.Start(LocalOutput.Program, "--any-port", "--data", folder.Path))
        {
            await killed.WritesAsync(killedAfter);
            killed.Signal("KILL");
            Assert.NotEqual(0, await killed.EndAsync());
            Assert.DoesNotContain(killed.Output, line => line.StartsWith("Ready", StringComparison.Ordinal));
        }

        using var second = ChildProgram.Start(LocalOutput.Program, "--any-port", "--once", "--data", folder.Path);
        Assert.Equal(0, await second.EndAsync());

        var imports = LocalOutput.Imports(second.Output);
        Assert.Equal([613, 37, 204], imports.Select(import => import.New + import.Unchanged));
        Assert.All(imports, import => Assert.Equal(0, import.Refused));
        await AssertEveryRowOnceAsync(folder.Path);
    }

    // The logs name each row that the undisturbed import names, and each of them as often.
    private async Task AssertEveryRowOnceAsync(string data)
    {
        await using var local = await LocalSystem.StartAsync(
            new LocalSettings { DataFolder = data }, TestContext.Current.CancellationToken);
        var system = TestSystem.Around(local);
        await system.SettleAsync(ImportedSystem.Nato);
        foreach (var register in TestSystem.Subscribers.Keys)
        {
            var log = await system.LogAsync(register);
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(change => change.Sequence));
            Assert.Equal(
                await NamesAsync(imported.System, register),
                await NamesAsync(system, register));
        }
        foreach (var track in new[] { ImportedSystem.Nato, ImportedSystem.Eu })
        {
            Assert.Equal(
                (await imported.System.ViewAsync(track, "2024-06-17")).Normalized(),
                (await system.ViewAsync(track, "2024-06-17")).Normalized());
        }
    }

    // Without positions: how often those change depends on how many records a subscriber takes at once.
    private static async Task<List<string>> NamesAsync(TestSystem system, string register) =>
        [.. (await system.LogAsync(register)).Select(change => change.Name)
            .Where(name => !name.Contains("/positions/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
