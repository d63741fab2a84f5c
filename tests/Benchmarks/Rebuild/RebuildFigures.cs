using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>What a change of one kind costs.</summary>
/// <param name="Share">Its share of all changes.</param>
/// <param name="BytesPerChange">Managed heap, from a log of this kind only.</param>
internal sealed record KindFigures(string Kind, double Share, double BytesPerChange);

/// <summary>What a rebuild takes: medians of the rounds.</summary>
/// <param name="HeapBytes">What the Gateway holds on the managed heap after it.</param>
/// <param name="FrameHeapBytes">What a Gateway without any of the records holds.</param>
internal sealed record RebuildFigures(
    LogMix Mix, int Rounds, double ReadSeconds, double RebuildSeconds, double HeapBytes, double FrameHeapBytes, IReadOnlyList<KindFigures> Kinds)
{
    // Below, what the process itself holds changes by more than the changes cost.
    private const int FewestForMemory = 100_000;

    public double Ratio => RebuildSeconds / ReadSeconds;

    public double BytesPerChange => HeapBytes / Mix.Total;

    public void Print()
    {
        AnsiConsole.Write(new Table().AddColumns($"{((long)Mix.Total).Show()} changes", "seconds", "changes/s", "ratio")
            .AddRow("read and decode the three logs at once", ReadSeconds.Show(), ((long)(Mix.Total / ReadSeconds)).Show(), "")
            .AddRow("Gateway, start to first answer", RebuildSeconds.Show(), ((long)(Mix.Total / RebuildSeconds)).Show(), Ratio.Show())
            .Caption($"Medians of {Rounds} rounds in turns, in one process; the registers are processes of their own. Goal: ratio <= 2."));
        if (Mix.Total < FewestForMemory)
        {
            AnsiConsole.WriteLine($"Memory is told from {((long)FewestForMemory).Show()} changes on.");
            return;
        }
        AnsiConsole.Write(Memory());
    }

    private Table Memory()
    {
        var memory = new Table().AddColumns("managed heap of the Gateway", "share of changes", "bytes/change", "bytes x share");
        foreach (var kind in Kinds)
        {
            memory.AddRow(kind.Kind, $"{(100 * kind.Share).Show()} %", kind.BytesPerChange.Show(), (kind.BytesPerChange * kind.Share).Show());
        }
        memory.AddRow("frame: services, organizations, tracks, criteria", "", "", (FrameHeapBytes / Mix.Total).Show());
        memory.AddRow("sum of these", "", "", (Kinds.Sum(kind => kind.BytesPerChange * kind.Share) + FrameHeapBytes / Mix.Total).Show());
        memory.AddRow("measured with all changes", "", BytesPerChange.Show(), "");
        return memory.Caption(
            "Bytes of a kind come from smaller logs with only that kind. Names that records repeat (sources, criteria, speakers) are kept once, so that "
            + "all together cost less than the sum. Each change costs its facts, a version and its place in the indexes; an agreement's has its events and "
            + "several keys, a position's the history of its country (here at most 20 steps). Texts are not kept.");
    }
}
