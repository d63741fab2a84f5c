using System.CommandLine;
using System.Diagnostics;
using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Start;

/// <summary>
/// Starts Local as a process of its own: from an empty folder to the served views, and again on what it then has. The share
/// of the time that the process keeps a core busy shows whether it works or waits.
/// </summary>
internal static class StartBenchmark
{
    private sealed record Run(double Total, double Start, double Import, double Busy);

    private sealed record Figure(string Name, double FirstStart, double SecondStart);

    public static Command Command()
    {
        var runs = new Option<int>("--runs") { Description = "How often each case is run.", DefaultValueFactory = _ => 5 };
        return BenchmarkCommand.Create(
            "start", "Times a start of the whole system from an empty folder, and a second start.",
            (result, smoke, cancellationToken) => RunAsync(smoke ? 1 : result.GetValue(runs), cancellationToken), runs);
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var first = new List<Run>();
        var second = new List<Run>();
        for (var i = 0; i < runs; i++)
        {
            using var data = new TemporaryFolder();
            first.Add(await StartAsync(data.Path, cancellationToken));
            second.Add(await StartAsync(data.Path, cancellationToken));
        }
        Figure Of(string name, Func<Run, double> figure) => new(name, first.Select(figure).Median(), second.Select(figure).Median());
        Figure[] figures =
        [
            Of("process start to served views, s", run => run.Total),
            Of("  of it start of the services, s", run => run.Start),
            Of("  of it import until every view has it, s", run => run.Import),
            Of("import / start", run => run.Import / run.Start),
            Of("processor time / elapsed time", run => run.Busy),
        ];
        var table = new Table().AddColumns("median of " + runs, "first start", "second start");
        foreach (var figure in figures)
        {
            table.AddRow(figure.Name, figure.FirstStart.Show(), figure.SecondStart.Show());
        }
        AnsiConsole.Write(table);
        return figures;
    }

    private static async Task<Run> StartAsync(string data, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var local = await LocalProcess.StartAsync(data, cancellationToken);
        var total = clock.Elapsed.TotalSeconds;
        var busy = local.Process.ProcessorTime.TotalSeconds / total;
        await local.Process.InterruptAsync(cancellationToken);
        return new(total, local.StartSeconds, local.ImportSeconds, busy);
    }
}
