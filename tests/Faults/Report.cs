using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using AllianceServices.TestKit;
using Spectre.Console;

namespace AllianceServices.Faults;

/// <summary>What the seeds of a run came to.</summary>
internal sealed class Report(StoreKind store)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<int> _seeds = [];
    private Totals _before = Totals.None;
    private Totals _now = Totals.None;
    private readonly Dictionary<string, List<TimeSpan>> _recoveries = [];
    private readonly HashSet<string> _failures = [];

    // What there was of everything: in the seeds that have ended, or in that of now.
    private sealed record Totals(ImmutableSortedDictionary<string, int> Kills, int Acknowledged, int Repeats, int Foreign, int Lost, int Doubled, int Wrong)
    {
        public static Totals None { get; } = new(ImmutableSortedDictionary<string, int>.Empty, 0, 0, 0, 0, 0, 0);

        public static Totals operator +(Totals a, Totals b) => new(
            a.Kills.Keys.Union(b.Kills.Keys).ToImmutableSortedDictionary(name => name, name => a.Kills.GetValueOrDefault(name) + b.Kills.GetValueOrDefault(name)),
            a.Acknowledged + b.Acknowledged, a.Repeats + b.Repeats, a.Foreign + b.Foreign, a.Lost + b.Lost, a.Doubled + b.Doubled, a.Wrong + b.Wrong);
    }

    private Totals All => _before + _now;

    /// <summary>How long it has taken so far.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>How often a process was killed.</summary>
    public int KillsOf(string part) => All.Kills.GetValueOrDefault(part);

    /// <summary>Whether a disk could be filled.</summary>
    public bool CanFillDisk { get; set; }

    /// <summary>Whether it is of no use to go on.</summary>
    public bool HasFailed => _failures.Count > 0;

    /// <summary>Whether nothing was lost, doubled or wrong.</summary>
    public bool IsClean => !HasFailed && (All.Lost, All.Doubled, All.Wrong) == (0, 0, 0);

    /// <summary>Notes that a seed begins, and how long it took until its views were right.</summary>
    public void Begin(int seed, TimeSpan time)
    {
        _seeds.Add(seed);
        Recovered("start", time);
    }

    /// <summary>Notes that a seed has ended.</summary>
    public void End() => (_before, _now) = (All, Totals.None);

    /// <summary>Notes how long it took after a fault until the views were right.</summary>
    public void Recovered(string kind, TimeSpan time)
    {
        if (!_recoveries.TryGetValue(kind, out var times))
        {
            _recoveries[kind] = times = [];
        }
        times.Add(time);
    }

    /// <summary>Notes something that must not be.</summary>
    public void Fail(string what) => _failures.Add(what);

    /// <summary>Notes what a check came to: what is lost or doubled of the seed by then, and views that are wrong.</summary>
    public void Count(int lost, int doubled, IReadOnlyList<string> wrong)
    {
        _now = _now with { Lost = lost, Doubled = doubled, Wrong = _now.Wrong + wrong.Count };
        foreach (var view in wrong)
        {
            Fail(view);
        }
    }

    /// <summary>Notes what was done in the seed by then.</summary>
    public void Take(Stage stage, IReadOnlyList<Writer> writers)
    {
        _now = _now with
        {
            Kills = stage.Parts.ToImmutableSortedDictionary(part => part.Key, part => part.Value.Kills),
            Acknowledged = writers.Sum(writer => writer.Acknowledged.Count),
            Repeats = writers.Sum(writer => writer.Repeats),
            Foreign = writers.Sum(writer => writer.Foreign),
        };
        foreach (var surprise in writers.SelectMany(writer => writer.Surprises))
        {
            Fail(surprise);
        }
    }

    /// <summary>A line about how far it has come.</summary>
    public string Progress => string.Create(CultureInfo.InvariantCulture,
        $"{Elapsed:hh\\:mm\\:ss}  seed {_seeds.Count}, {Faults} faults, {All.Acknowledged} writes; killed {Kills}");

    private string Kills => string.Join(", ", All.Kills.Select(kill => $"{kill.Key} {kill.Value}"));

    private int Faults => _recoveries.Where(kind => kind.Key != "start").Sum(kind => kind.Value.Count);

    /// <summary>Prints it.</summary>
    public void Print()
    {
        var table = new Table().AddColumns("After", "Times", "Views right after, median", "maximum");
        foreach (var (kind, times) in _recoveries.OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            times.Sort();
            table.AddRow(kind, $"{times.Count}", Seconds(times[times.Count / 2]), Seconds(times[^1]));
        }
        AnsiConsole.Write(table);
        if (store == StoreKind.Sqlite && !CanFillDisk)
        {
            AnsiConsole.WriteLine("No disk was filled: that takes the right to mount one.");
        }
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_seeds.Count} seeds ({string.Join(", ", _seeds)}), {store}, {Elapsed:hh\\:mm\\:ss}: {Faults} faults; killed {Kills}"));
        AnsiConsole.WriteLine(
            $"writes acknowledged {All.Acknowledged} (repeated {All.Repeats}, answered by a status of HTTP alone {All.Foreign}), "
            + $"effects lost {All.Lost}, effects doubled {All.Doubled}, views wrong {All.Wrong}");
        foreach (var failure in _failures.Take(20))
        {
            AnsiConsole.WriteLine($"FAILED: {failure}");
        }
        if (!IsClean)
        {
            AnsiConsole.WriteLine($"Again: dotnet run --project tests/Faults -- --seed {_seeds[^1]} --store {store}{(CanFillDisk ? " (with the right to mount a disk)" : "")}");
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
