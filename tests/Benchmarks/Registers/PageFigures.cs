using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Milliseconds; the bare SQL's are null for what has none beside it.</summary>
internal sealed record PageFigures(
    string System, string Case, int Statements, double P50, double P99, double? BareP50, double? BareP99)
{
    public double? RatioP50 => P50 / BareP50;

    public double? RatioP99 => P99 / BareP99;

    public static PageFigures Of(string system, string name, int statements, IEnumerable<double> asked, IEnumerable<double>? bare)
    {
        var a = asked.Order().ToList();
        var b = bare?.Order().ToList();
        return new(
            system, name, statements, Statistics.Percentile(a, 0.5), Statistics.Percentile(a, 0.99),
            b is null ? null : Statistics.Percentile(b, 0.5), b is null ? null : Statistics.Percentile(b, 0.99));
    }

    public static Table Table(IEnumerable<PageFigures> figures)
    {
        var table = new Table().AddColumns("pages of 50", "", "statements", "p50 ms", "p99 ms", "bare p50", "bare p99", "ratio p50", "ratio p99");
        foreach (var one in figures)
        {
            table.AddRow(
                one.System, one.Case, ((long)one.Statements).Show(), one.P50.Show(), one.P99.Show(),
                one.BareP50?.Show() ?? "", one.BareP99?.Show() ?? "", one.RatioP50?.Show() ?? "", one.RatioP99?.Show() ?? "");
        }
        return table.Caption(
            "Over gRPC at a register in a process of its own, beside the SQL that reads the same serialized rows, on one connection, in turns. "
            + "Goal: ratio <= 2 at p99.");
    }

    /// <summary>How the cost grows with the table.</summary>
    public static Table GrowthTable(IReadOnlyCollection<PageFigures> figures, int[] sizes)
    {
        var table = new Table().AddColumns(["p50 in ms, by statements", "", .. sizes.Select(size => ((long)size).Show()), "growth"]);
        foreach (var of in figures.GroupBy(one => (one.System, one.Case)))
        {
            var row = of.OrderBy(one => one.Statements).ToList();
            table.AddRow([of.Key.System, of.Key.Case, .. row.Select(one => one.P50.Show()), (row[^1].P50 / row[0].P50).Show()]);
        }
        return table.Caption("Growth is the last beside the first: 1 is none, 100 would be that of the table from ten thousand to a million.");
    }
}
