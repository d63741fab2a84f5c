using System.CommandLine;
using System.Diagnostics;
using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>
/// A Gateway that starts beside registers with long logs: how long it takes until it answers, beside reading and decoding
/// the same logs and keeping nothing, and what a change costs it in memory.
/// </summary>
internal static class RebuildBenchmark
{
    private const int Rounds = 3;

    public static Command Command()
    {
        var changes = new Option<int>("--changes") { Description = "How many changes the three logs hold.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "Makes the logs.", DefaultValueFactory = _ => 1 };
        changes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 10 * LogMix.Frame)
            {
                result.AddError(FormattableString.Invariant($"--changes must be at least {10 * LogMix.Frame}."));
            }
        });
        return BenchmarkCommand.Create(
            "rebuild",
            "Starts a Gateway beside registers with long, made-up logs, and compares the time to its first answer with reading and "
            + "decoding the logs; and says what a change costs in memory.",
            (result, smoke, cancellationToken) => RunAsync(
                LogMix.Of(smoke ? 5000 : result.GetValue(changes)), smoke ? 1 : Rounds, result.GetValue(seed), smoke, cancellationToken),
            changes, seed);
    }

    private static async Task<RebuildFigures> RunAsync(
        LogMix mix, int rounds, int seed, bool smoke, CancellationToken cancellationToken)
    {
        // Small logs first, so that everything is compiled by the time that times are taken.
        var (frame, kinds) = await MeasureKindsAsync(mix, seed, smoke, cancellationToken);
        List<double> reads = [], rebuilds = [], heaps = [];
        await WithRegistersAsync(mix, seed, async registers =>
        {
            // Once for the sake of the registers, which are new processes.
            await ReadAsync(registers, mix, cancellationToken);
            for (var round = 0; round < rounds; round++)
            {
                reads.Add(await ReadAsync(registers, mix, cancellationToken));
                var rebuild = await GatewayRebuild.RunAsync(registers, mix, cancellationToken);
                rebuilds.Add(rebuild.Seconds);
                heaps.Add(rebuild.HeapBytes);
                AnsiConsole.WriteLine($"round {round + 1}: {reads[^1].Show()} s to read, {rebuilds[^1].Show()} s to rebuild");
            }
        }, cancellationToken);
        var figures = new RebuildFigures(mix, rounds, reads.Median(), rebuilds.Median(), heaps.Median(), frame, kinds);
        figures.Print();
        return figures;
    }

    private static async Task<double> ReadAsync(RegisterProcesses registers, LogMix mix, CancellationToken cancellationToken)
    {
        // Both begin with nothing to clean up after the other.
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var read = await LogReader.ReadAsync(registers, cancellationToken);
        return read == mix.Total
            ? clock.Elapsed.TotalSeconds
            : throw new BenchmarkException($"The logs hold {read} changes that can be decoded, of {mix.Total}.");
    }

    // A Gateway holds its frame (services, connections, organizations, tracks, criteria) whatever the logs hold.
    private static async Task<(double Frame, IReadOnlyList<KindFigures> Kinds)> MeasureKindsAsync(
        LogMix whole, int seed, bool smoke, CancellationToken cancellationToken)
    {
        var changes = Math.Min(whole.Total / 10, 50_000);
        var frame = await HeapAsync(new(0, 0, 0, 0, 0), seed, cancellationToken);
        var kinds = new List<KindFigures>();
        foreach (var (kind, mix) in LogMix.Single(changes).Take(smoke ? 1 : int.MaxValue))
        {
            var heap = await HeapAsync(mix, seed, cancellationToken);
            kinds.Add(new(kind, (double)whole.CountOf(kind) / whole.Total, (heap - frame) / changes));
        }
        return (frame, kinds);
    }

    private static async Task<double> HeapAsync(LogMix mix, int seed, CancellationToken cancellationToken)
    {
        var heap = 0L;
        await WithRegistersAsync(mix, seed, async registers =>
        {
            await ReadAsync(registers, mix, cancellationToken);
            heap = (await GatewayRebuild.RunAsync(registers, mix, cancellationToken)).HeapBytes;
        }, cancellationToken);
        return heap;
    }

    private static async Task WithRegistersAsync(
        LogMix mix, int seed, Func<RegisterProcesses, Task> measure, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await GeneratedLogs.CreateAsync(folder.Path, mix, seed, cancellationToken);
        await using var registers = await RegisterProcesses.StartAsync(folder.Path, cancellationToken);
        await measure(registers);
    }
}
