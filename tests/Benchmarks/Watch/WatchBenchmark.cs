using System.CommandLine;
using System.Diagnostics;
using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>
/// How long it takes from the answer to a write until a watcher has the view that it changed, beside an event of the same
/// size that goes through the same broker to an app that does nothing.
/// </summary>
internal static class WatchBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Command()
    {
        var writes = new Option<int>("--writes") { Description = "How many writes are measured.", DefaultValueFactory = _ => 300 };
        return BenchmarkCommand.Create(
            "watch",
            "Times a write until a watcher has the changed view, beside a bare publish through the same sidecar until it is delivered.",
            (result, smoke, cancellationToken) => RunAsync(
                warmUp: smoke ? 5 : 300, smoke ? 20 : result.GetValue(writes), cancellationToken),
            writes);
    }

    private static async Task<WatchFigures> RunAsync(int warmUp, int count, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        await using var system = await ReferenceSystem.StartAsync(data.Path, cancellationToken);
        await using var bare = await BareSubscriber.StartAsync(system.Hub, cancellationToken);
        using var watcher = await Watcher.StartAsync(system.Gateway.Channel, cancellationToken);
        List<double> views = [], events = [];
        var size = 0;
        for (var i = 0; i < warmUp + count; i++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var written = await ReferenceSystem.AssessAsync(system.Criteria.Channel, i, patience.Token);
            var acknowledged = Stopwatch.GetTimestamp();
            var shown = await watcher.UntilShownAsync(written.Name, patience.Token);
            var json = BareEvent.Of(written, i);
            size = json.Length;
            var delivered = await bare.PublishAsync(json, patience.Token);
            if (i >= warmUp)
            {
                views.Add(Stopwatch.GetElapsedTime(acknowledged, shown).TotalMilliseconds);
                events.Add(delivered);
            }
        }
        var figures = WatchFigures.Of(views, events, size);
        AnsiConsole.Write(figures.Table());
        return figures;
    }
}

/// <summary>Milliseconds: half and 99 of 100 took no longer.</summary>
internal sealed record WatchFigures(int Writes, int EventBytes, double ViewP50, double ViewP99, double EventP50, double EventP99)
{
    public double RatioP50 => ViewP50 / EventP50;

    public double RatioP99 => ViewP99 / EventP99;

    public static WatchFigures Of(IEnumerable<double> views, IEnumerable<double> events, int eventBytes)
    {
        var (v, e) = (views.Order().ToList(), events.Order().ToList());
        return new(
            v.Count, eventBytes, Statistics.Percentile(v, 0.5), Statistics.Percentile(v, 0.99),
            Statistics.Percentile(e, 0.5), Statistics.Percentile(e, 0.99));
    }

    public Table Table() => new Table().AddColumns($"{Writes} writes", "p50 ms", "p99 ms")
        .AddRow("write acknowledged to changed view at a watcher", ViewP50.Show(), ViewP99.Show())
        .AddRow("bare publish called to event at a subscriber", EventP50.Show(), EventP99.Show())
        .AddRow("ratio", RatioP50.Show(), RatioP99.Show())
        .Caption(
            $"In turns, one after the other, {EventBytes} bytes an event, through the same broker. The first begins when the client has the "
            + "register's answer, the second before the call of PublishEvent. Goals: ratio <= 2 at p50, <= 3 at p99.");
}
