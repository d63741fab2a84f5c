using System.Globalization;
using AllianceServices.TestKit;
using Spectre.Console;

namespace AllianceServices.Faults;

/// <summary>What a run came to.</summary>
internal sealed class Report(int seed, StoreKind store)
{
    private readonly Dictionary<string, List<TimeSpan>> _recoveries = [];
    private readonly HashSet<string> _failures = [];
    private Dictionary<string, int> _kills = [];
    private int _acknowledged;
    private int _repeats;
    private int _foreign;
    private int _lost;
    private int _doubled;
    private int _wrong;

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether a disk could be filled.</summary>
    public bool CanFillDisk { get; set; }

    /// <summary>Whether it is of no use to go on.</summary>
    public bool HasFailed => _failures.Count > 0;

    /// <summary>Whether nothing was lost, doubled or wrong.</summary>
    public bool IsClean => !HasFailed && (_lost, _doubled, _wrong) == (0, 0, 0);

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

    /// <summary>Notes what a check came to: what is lost or doubled by then, and views that are wrong.</summary>
    public void Count(int lost, int doubled, IReadOnlyList<string> wrong)
    {
        (_lost, _doubled, _wrong) = (lost, doubled, _wrong + wrong.Count);
        foreach (var view in wrong)
        {
            Fail(view);
        }
    }

    /// <summary>Notes what was done by then.</summary>
    public void Take(Stage stage, IReadOnlyList<Writer> writers)
    {
        _kills = stage.Parts.ToDictionary(part => part.Key, part => part.Value.Kills);
        (_acknowledged, _repeats, _foreign) =
            (writers.Sum(writer => writer.Acknowledged.Count), writers.Sum(writer => writer.Repeats), writers.Sum(writer => writer.Foreign));
        foreach (var surprise in writers.SelectMany(writer => writer.Surprises))
        {
            Fail(surprise);
        }
    }

    /// <summary>A line about how far it has come.</summary>
    public string Progress(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture,
        $"{elapsed:hh\\:mm\\:ss}  {Faults} faults, {_acknowledged} writes; killed {string.Join(", ", _kills.Select(kill => $"{kill.Key} {kill.Value}"))}");

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
            $"seed {seed}, {store}, {Elapsed:hh\\:mm\\:ss}: {Faults} faults; killed {string.Join(", ", _kills.Select(kill => $"{kill.Key} {kill.Value}"))}"));
        AnsiConsole.WriteLine($"writes acknowledged {_acknowledged} (repeated {_repeats}, answered by a status of HTTP alone {_foreign}), effects lost {_lost}, effects doubled {_doubled}, views wrong {_wrong}");
        foreach (var failure in _failures.Take(20))
        {
            AnsiConsole.WriteLine($"FAILED: {failure}");
        }
        if (!IsClean)
        {
            AnsiConsole.WriteLine($"Again: dotnet run --project tests/Faults -- --seed {seed} --store {store}");
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
