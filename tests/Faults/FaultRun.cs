using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;

namespace AllianceServices.Faults;

/// <summary>
/// A seed: a new system, and acts of some faults each, while clients write; after each act they rest, and everything is
/// checked. What goes wrong, and what is written, follows from the seed; when it goes wrong among the writes is up to the machine.
/// </summary>
internal sealed class FaultRun(int seed, StoreKind store, Report report)
{
    private const int Writers = 4;
    private const int FaultsOfAnAct = 20;

    // Writers never rest for long: beyond that, one position would come from more records than any real one does.
    private const int Acts = 3;
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(seed);

    /// <summary>Plays all acts, or as many as are needed until the report has enough.</summary>
    public async Task RunAsync(Func<bool> hasEnough, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.StartAsync(store);
        report.CanFillDisk |= stage.Disk is not null;
        // Half of them write at the registers, half through the Gateway.
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer(
            i, seed + i, register => stage.Channel(i % 2 == 0 ? register : "gateway").CreateCallInvoker())).ToList();
        await writers[0].BeginAsync();
        var recovery = new Recovery(stage);
        var first = await recovery.MeasureAsync() ?? throw new TimeoutException($"The system does not start.\n{WordsOf(stage)}");
        report.Begin(seed, first);
        for (var act = 0; act < Acts && !report.HasFailed && !cancellationToken.IsCancellationRequested && (act == 0 || !hasEnough()); act++)
        {
            await ActAsync(stage, writers, recovery, cancellationToken);
            report.Take(stage, writers);
            Console.Error.WriteLine(report.Progress);
        }
        report.End();
        if (report.HasFailed)
        {
            Console.Error.WriteLine(WordsOf(stage));
        }
    }

    private async Task ActAsync(Stage stage, List<Writer> writers, Recovery recovery, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource();
        var writing = writers.ConvertAll(writer => writer.RunAsync(end.Token));
        for (var i = 0; i < FaultsOfAnAct && !report.HasFailed && !cancellationToken.IsCancellationRequested; i++)
        {
            await WaitAsync(TimeSpan.FromMilliseconds(_random.Next(100, 500)));
            var (kind, inject) = Next(stage);
            await inject();
            if (await recovery.MeasureAsync() is { } elapsed)
            {
                report.Recovered(kind, elapsed);
            }
            else
            {
                report.Fail($"after '{kind}' the views are not right in time");
            }
        }
        await end.CancelAsync();
        await Task.WhenAll(writing);
        await recovery.MeasureAsync();
        await CheckAsync(stage, writers);
    }

    // What the processes wrote last.
    private static string WordsOf(Stage stage) => string.Join('\n', stage.Parts.Values.SelectMany(part => part.LastLines.Prepend($"-- {part.Name}")));

    private async Task CheckAsync(Stage stage, List<Writer> writers)
    {
        var logs = new List<IReadOnlyList<Alliance.Type.V1.Change>>();
        var (lost, doubled) = (0, 0);
        foreach (var register in ServiceInfo.Registers)
        {
            var log = await Checks.LogAsync(stage, register.Name);
            var counted = Checks.Count(log, writers.SelectMany(writer => writer.Acknowledged).Where(write => write.Register == register.Name));
            (lost, doubled) = (lost + counted.Lost, doubled + counted.Doubled + Checks.CountRepeated(log));
            foreach (var fault in Checks.Faults(register.Name, log))
            {
                report.Fail(fault);
            }
            logs.Add(log);
        }
        report.Count(lost, doubled, await Checks.WrongViewsAsync(stage, logs));
    }

    // What goes wrong next, and how. It is over when this returns.
    private (string Kind, Func<Task> Inject) Next(Stage stage)
    {
        var hold = TimeSpan.FromMilliseconds(_random.Next((int)LongestHold.TotalMilliseconds));
        switch (_random.Next(12))
        {
            case <= 6:
                var parts = stage.Parts.Values.Where(_ => _random.Next(2) == 0).ToList();
                parts = parts.Count > 0 ? parts : [Pick(stage.Parts.Values)];
                return (parts.Count == 1 ? "one killed" : "several killed", () => KillAsync(parts, hold));
            case 7:
                var stopped = stage.Parts[Pick(ServiceInfo.All).Name];
                return ("stopped and started", async () =>
                {
                    await stopped.StopAsync();
                    stopped.Start();
                }
                );
            case 8 or 9:
                var held = Pick(stage.Parts.Values);
                return ("held", () => DuringAsync(hold, held.Hold, held.GoOn));
            case 10 when stage.Disk is { } disk:
                return ("disk full", () => DuringAsync(hold, disk.Fill, disk.Clear));
            case 10 when stage.Database is { } database:
                return ("database killed", () => DuringAsync(hold, database.Stop, database.Start));
            default:
                var line = Pick(stage.Lines.Values);
                return ("cut off", () => DuringAsync(hold, line.Cut, line.Mend));
        }
    }

    private static async Task KillAsync(List<Part> parts, TimeSpan hold)
    {
        await Task.WhenAll(parts.Select(part => part.KillAsync()));
        await WaitAsync(hold / 4);
        parts.ForEach(part => part.Start());
    }

    private static async Task DuringAsync(TimeSpan hold, Action begin, Action end)
    {
        begin();
        await WaitAsync(hold);
        end();
    }

    private static async Task WaitAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1));
        await timer.WaitForNextTickAsync();
    }

    private T Pick<T>(IEnumerable<T> choices) => choices.ElementAt(_random.Next(choices.Count()));
}
