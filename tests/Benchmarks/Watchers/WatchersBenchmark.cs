using System.CommandLine;
using System.Diagnostics;
using AllianceServices.Benchmarks.Common;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Net.Client;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Watchers;

/// <summary>
/// Many watchers of one Gateway: how long a change takes to reach all of them, and what each costs the process of the
/// services in memory.
/// </summary>
internal static class WatchersBenchmark
{
    private const double Mebibyte = 1 << 20;

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "How many watchers.", DefaultValueFactory = _ => 10_000 };
        return BenchmarkCommand.Create(
            "watchers",
            "Lets many clients in another process watch one Gateway, and times a write until the last of them has the changed view. Fails "
            + "unless all have it.",
            (result, smoke, cancellationToken) => RunAsync(smoke ? 250 : result.GetValue(count), cancellationToken), count);
    }

    private static async Task<WatchersFigures> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, cancellationToken);
        using var criteria = GrpcChannel.ForAddress(local.Grpc(ServiceInfo.Criteria.Name));
        // The first write makes everything ready that later ones use, so that it does not count for the watchers.
        await ReferenceSystem.AssessAsync(criteria, number: 0, cancellationToken);
        var idle = local.Process.ResidentBytes();

        await using var watchers = ChildProcess.StartSelf(WatchersProgram.Name);
        var clock = Stopwatch.StartNew();
        await watchers.WriteAsync(new WatchersOrder(local.Grpc(ServiceInfo.Gateway.Name), count), cancellationToken);
        await DemandReadyAsync(watchers, cancellationToken);
        var openSeconds = clock.Elapsed.TotalSeconds;
        var watched = local.Process.ResidentBytes();

        await watchers.WriteAsync(ReferenceSystem.AssessmentOf(1), cancellationToken);
        await DemandReadyAsync(watchers, cancellationToken);
        await ReferenceSystem.AssessAsync(criteria, number: 1, cancellationToken);
        var acknowledged = Stopwatch.GetTimestamp();
        var seen = await watchers.ReadAsync<WatchersResult>(cancellationToken);
        if (seen.Error is not null || seen.Received.Count != count)
        {
            throw new BenchmarkException($"{seen.Received.Count} of {count} watchers have the changed view: {seen.Error}");
        }
        var times = seen.Received.Select(received => Stopwatch.GetElapsedTime(acknowledged, received).TotalMilliseconds).ToList();
        var figures = new WatchersFigures(
            count, openSeconds, Statistics.Percentile(times, 0.5), times[^1], idle, watched, local.Process.ResidentBytes());
        AnsiConsole.Write(figures.Table());
        return figures;
    }

    private static async Task DemandReadyAsync(ChildProcess watchers, CancellationToken cancellationToken)
    {
        if (await watchers.ReadLineAsync(cancellationToken) is var line && line != WatchersProgram.Ready)
        {
            throw new BenchmarkException(line ?? "The process of the watchers ended before its time; its message stands above.");
        }
    }

    /// <summary>What the watchers cost. Times are milliseconds from the answer to the write.</summary>
    /// <param name="IdleBytes">Resident memory of the services before anybody watches.</param>
    /// <param name="WatchedBytes">The same when all have their first view.</param>
    /// <param name="ChangedBytes">The same when all have the changed view.</param>
    private sealed record WatchersFigures(
        int Count, double OpenSeconds, double Median, double Last, long IdleBytes, long WatchedBytes, long ChangedBytes)
    {
        public double BytesPerWatcher => (double)(WatchedBytes - IdleBytes) / Count;

        public Table Table() => new Table().AddColumns($"{((long)Count).Show()} watchers", "")
            .AddRow("until all have their first view, s", OpenSeconds.Show())
            .AddRow("write acknowledged to changed view at half of the watchers, ms", Median.Show())
            .AddRow("write acknowledged to changed view at the last watcher, ms", Last.Show())
            .AddRow("services, resident memory before, MiB", (IdleBytes / Mebibyte).Show())
            .AddRow("services, resident memory with all watchers, MiB", (WatchedBytes / Mebibyte).Show())
            .AddRow("services, resident memory after the change, MiB", (ChangedBytes / Mebibyte).Show())
            .AddRow("resident memory per watcher, KiB", (BytesPerWatcher / 1024).Show())
            .Caption(
                "All services run in one process of their own; only the Gateway is busy. Resident memory is what the kernel says (VmRSS), garbage "
                + "that was not collected yet included.");
    }
}
