using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Rates are statements a second; memory is resident, in bytes, at the beginning and at equal steps of the import.</summary>
internal sealed record ImportFigures(
    string System, int Statements, int Transactions, double Rate, double RawRate, IReadOnlyList<long> Memory)
{
    /// <summary>How often the memory is read during an import.</summary>
    public const int Samples = 5;

    public double Ratio => Rate / RawRate;

    public static Table Table(IReadOnlyList<ImportFigures> figures)
    {
        var table = new Table().AddColumns("import", "statements", "transactions", "statements/s", "bare rows/s", "ratio");
        foreach (var one in figures)
        {
            table.AddRow(one.System, ((long)one.Statements).Show(), ((long)one.Transactions).Show(), one.Rate.Show(), one.RawRate.Show(), one.Ratio.Show());
        }
        return table.Caption(
            "Through the API of a register in a process of its own, checked and logged; beside prepared inserts (SQLite) and COPY (PostgreSQL) of "
            + "the same rows of both tables into a database with the same indexes and triggers. All commits are synced. Goal: ratio >= 0.3.");
    }

    public static Table MemoryTable(IReadOnlyList<ImportFigures> figures)
    {
        var table = new Table().AddColumns(
            ["register's memory, MiB", "before", .. Enumerable.Range(1, Samples).Select(i => $"{i * 100 / Samples} %")]);
        foreach (var one in figures)
        {
            table.AddRow([one.System, .. one.Memory.Select(bytes => (bytes / 1024.0 / 1024.0).Show())]);
        }
        return table.Caption("Resident memory (VmRSS) of the register while the import runs.");
    }
}
