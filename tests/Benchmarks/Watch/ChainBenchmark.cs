using System.CommandLine;
using System.Diagnostics;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Local;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>
/// How many changes go through the whole chain in a second: written by clients, committed to the log, published by the relay,
/// delivered, and applied by the Gateway; beside as many events of the same size that are published in their order and
/// delivered to an app that does nothing, through the same broker.
/// </summary>
internal static class ChainBenchmark
{
    private const int Rounds = 5;

    // The runtime compiles what is used much a second and a third time: until then it takes much of the processor for itself.
    private const int WarmUpRounds = 6;

    public static Command Command()
    {
        var writes = new Option<int>("--writes") { Description = "How many writes a round has.", DefaultValueFactory = _ => 5000 };
        var writers = new Option<int>("--writers") { Description = "How many clients write at once.", DefaultValueFactory = _ => 32 };
        return BenchmarkCommand.Create(
            "chain",
            "Measures changes a second through write, log, relay, delivery and apply, beside a bare publish and delivery.",
            (result, smoke, cancellationToken) => RunAsync(smoke ? 50 : result.GetValue(writes), result.GetValue(writers), cancellationToken),
            writes, writers);
    }

    private static async Task<ChainFigures> RunAsync(int count, int writers, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        // Events alone tell the Gateway of anything.
        await using var system = await ReferenceSystem.StartAsync(data.Path, cancellationToken, "--Events:AntiEntropyInterval=01:00:00");
        await using var bare = await BareSubscriber.StartAsync(system.Hub, cancellationToken);
        using var delivered = new DeliveredEvents("criteria");
        List<double> chain = [], events = [];
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var (elapsed, written) = await WriteAsync(system, delivered, first: round * count, count, writers, cancellationToken);
            var json = written.Select((assessment, i) => BareEvent.Of(assessment, (round * count) + i)).ToList();
            var published = await bare.PublishAllAsync(json, cancellationToken);
            if (round >= WarmUpRounds)
            {
                chain.Add(count / elapsed.TotalSeconds);
                events.Add(count / published.TotalSeconds);
            }
        }
        var figures = new ChainFigures(count, writers, chain.Median(), events.Median(), chain.Zip(events, (c, e) => c / e).Median());
        AnsiConsole.Write(figures.Table());
        return figures;
    }

    // Until the Gateway's view includes the last of them and each has come as an event: a Gateway that is behind reads the log
    // itself, and what is on its way by then would slow down what is measured next.
    private static async Task<(TimeSpan Elapsed, IReadOnlyList<Assessment> Written)> WriteAsync(
        LocalSystem system, DeliveredEvents delivered, int first, int count, int writers, CancellationToken cancellationToken)
    {
        var (before, eventsBefore) = (await HeadAsync(system, cancellationToken), delivered.Count);
        var written = new Assessment[count];
        var begin = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = writers, CancellationToken = cancellationToken },
            async (i, token) => written[i] = await ReferenceSystem.AssessAsync(system.Criteria.Channel, first + i, token));
        // Asked for with a token, the Gateway would read the log itself instead of waiting for the events.
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (delivered.Count < eventsBefore + count || await HeadAsync(system, cancellationToken) < before + count)
        {
            await tick.WaitForNextTickAsync(cancellationToken);
        }
        return (Stopwatch.GetElapsedTime(begin), written);
    }

    // How far the Gateway's view has come in the log.
    private static async Task<long> HeadAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        var view = await new ReadinessService.ReadinessServiceClient(system.Gateway.Channel).GetReadinessAsync(
            new() { Name = ReferenceSystem.Track + "/readiness" }, cancellationToken: cancellationToken);
        return view.FreshAsOf.Single(position => position.Register == "criteria").Sequence;
    }
}

/// <summary>Changes and events a second, the median of the rounds.</summary>
internal sealed record ChainFigures(int Writes, int Writers, double ChainRate, double EventRate, double Ratio)
{
    public Table Table() => new Table().AddColumns($"{Writes} a round", "a second")
        .AddRow("changes through write, log, relay, delivery and apply", ChainRate.Show())
        .AddRow("events through bare publish and delivery", EventRate.Show())
        .AddRow("ratio", Ratio.Show())
        .Caption($"In turns, through the same broker; {Writers} clients write. Medians of five rounds after six to warm up. Goal: ratio >= 0.7.");
}
