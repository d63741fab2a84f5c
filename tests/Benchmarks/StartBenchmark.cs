using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AllianceServices.Local;
using Spectre.Console;

namespace AllianceServices.Benchmarks;

/// <summary>
/// Starts Local as a process of its own: from an empty folder to the served views, and again on what it then has. The share
/// of the time that the process keeps a core busy shows whether it works or waits.
/// </summary>
internal static partial class StartBenchmark
{
    private sealed record Run(double Total, double Start, double Import, double Busy);

    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var first = new List<Run>();
        var second = new List<Run>();
        for (var i = 0; i < runs; i++)
        {
            var data = Directory.CreateTempSubdirectory("alliance-start-");
            try
            {
                first.Add(await StartAsync(data.FullName, cancellationToken));
                second.Add(await StartAsync(data.FullName, cancellationToken));
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }
        var table = new Table().AddColumns("median of " + runs, "first start", "second start");
        Add(table, "process start to served views, s", first, second, run => run.Total);
        Add(table, "  of it start of the services, s", first, second, run => run.Start);
        Add(table, "  of it import until every view has it, s", first, second, run => run.Import);
        Add(table, "import / start", first, second, run => run.Import / run.Start);
        Add(table, "processor time / elapsed time", first, second, run => run.Busy);
        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<Run> StartAsync(string data, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(LocalSystem).Assembly.Location, "--data", data, "--any-port"])
        {
            RedirectStandardOutput = true,
        })!;
        Match? ready = null;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line && !line.Contains("Ctrl-C stops", StringComparison.Ordinal))
        {
            ready = ReadyLine().Match(line) is { Success: true } match ? match : ready;
        }
        if (ready is null)
        {
            throw new InvalidOperationException("Local did not start; its message stands above.");
        }
        var total = clock.Elapsed.TotalSeconds;
        var busy = process.TotalProcessorTime.TotalSeconds / total;
        await InterruptAsync(process, cancellationToken);
        return new(total, Seconds(ready.Groups[1]), Seconds(ready.Groups[2]), busy);
    }

    private static async Task InterruptAsync(Process process, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    private static double Seconds(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    private static void Add(Table table, string name, List<Run> first, List<Run> second, Func<Run, double> figure) =>
        table.AddRow(name, Median(first, figure), Median(second, figure));

    private static string Median(List<Run> runs, Func<Run, double> figure) =>
        runs.Select(figure).Order().ElementAt(runs.Count / 2).ToString("F2", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Ready: ([0-9.]+) s to start, ([0-9.]+) s to import")]
    private static partial Regex ReadyLine();
}
