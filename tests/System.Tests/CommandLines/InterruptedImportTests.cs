using System.IO.Pipelines;
using System.Text;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>An import goes on when a register that was away comes back.</summary>
public class InterruptedImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_register_that_is_lost_in_the_middle_gets_every_row_once()
    {
        await using var system = await TestSystem.StartAsync();
        var file = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        using var import = CommandLine.Start(
            system.Local.Gateway.Addresses.Grpc, file.Reader.AsStream(), "import", "statements", "-", "--format", "jsonl", "--actor", "ada");
        await WriteAsync(file.Writer, 1, 2001);
        await SaysAsync(import, "2000 rows: 2000 created, 0 unchanged, 0 refused; ");

        await system.Local.Statements.StopAsync();
        await WriteAsync(file.Writer, 2002, 2500);
        await file.Writer.CompleteAsync();
        await SaysAsync(import, "UNAVAILABLE: ");
        await system.Local.Statements.StartAgainAsync(Ct);

        Assert.Equal(0, await import.ExitCode);
        Assert.Empty(import.Out);
        Assert.Contains("; done up to line 2000\n", import.Error, StringComparison.Ordinal);
        Assert.EndsWith(" s: 2500 rows: 2500 created, 0 unchanged, 0 refused.\n", import.Error, StringComparison.Ordinal);
        Assert.Single(import.Error.Split('\n'), line => line.Contains("Trying again for up to 00:01:00", StringComparison.Ordinal));
        var log = await system.LogAsync("statements");
        Assert.Equal(Enumerable.Range(1, 2500).Select(Name), log.Select(change => change.Name));
        Assert.All(log, change => Assert.Equal("ada", change.Actor));
    }

    private static Task SaysAsync(CommandLine import, string text) => Eventually.HoldsAsync(
        () => import.Error.Contains(text, StringComparison.Ordinal), $"it says '{text}'");

    private static async Task WriteAsync(PipeWriter file, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(
                $$$"""{"source":{"name":"{{{Name(i)}}}","language":"en","confidence":"CONFIDENCE_VERIFIED","basis":"BASIS_TEXT_SEEN"}}""" + "\n"), Ct);
        }
    }

    private static string Name(int i) => $"sources/s{i:D4}";
}
