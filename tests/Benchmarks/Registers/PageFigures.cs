using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>How long something took, in milliseconds.</summary>
internal sealed record Times(double P50, double P99)
{
    public static Times Of(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return new(Statistics.Percentile(sorted, 0.5), Statistics.Percentile(sorted, 0.99));
    }
}

/// <summary>A question asked through the API, its bare SQL, and that behind a bare gRPC service. A write has none beside it.</summary>
internal sealed record PageFigures(string System, string Case, int Statements, Times Api, Times? Sql, Times? ServedSql)
{
    public double? ToSql => Api.P99 / Sql?.P99;

    public double? ToServedSql => Api.P99 / ServedSql?.P99;

    public static Table Table(IEnumerable<PageFigures> figures)
    {
        var table = new Table().AddColumns(
            "pages of 50", "", "statements", "p50 ms", "p99 ms", "SQL p50", "SQL p99", "served p50", "served p99", "p99 / SQL", "p99 / served");
        foreach (var one in figures)
        {
            table.AddRow(
                one.System, one.Case, ((long)one.Statements).Show(), one.Api.P50.Show(), one.Api.P99.Show(),
                one.Sql?.P50.Show() ?? "", one.Sql?.P99.Show() ?? "", one.ServedSql?.P50.Show() ?? "", one.ServedSql?.P99.Show() ?? "",
                one.ToSql?.Show() ?? "", one.ToServedSql?.Show() ?? "");
        }
        return table.Caption(
            "Over gRPC at a register in a process of its own, beside the SQL that reads the same serialized rows, run in the client's process, and "
            + "served by a gRPC service that does nothing else. In turns, by one caller. Goal: ratio <= 2 at p99.");
    }

    /// <summary>How the cost grows with the table.</summary>
    public static Table GrowthTable(IReadOnlyCollection<PageFigures> figures, int[] sizes)
    {
        var table = new Table().AddColumns(["p50 in ms, by statements", "", .. sizes.Select(size => ((long)size).Show()), "growth"]);
        foreach (var of in figures.GroupBy(one => (one.System, one.Case)))
        {
            var row = of.OrderBy(one => one.Statements).ToList();
            table.AddRow([of.Key.System, of.Key.Case, .. row.Select(one => one.Api.P50.Show()), (row[^1].Api.P50 / row[0].Api.P50).Show()]);
        }
        return table.Caption("Growth is the last beside the first: 1 is none, 100 would be that of the table from ten thousand to a million.");
    }
}
