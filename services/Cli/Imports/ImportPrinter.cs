using System.Globalization;
using Alliance.Type.V1;
using AllianceServices.Cli.Rows;

namespace AllianceServices.Cli.Imports;

/// <summary>Tells people how an import goes: errors on the standard output, progress on the other.</summary>
internal sealed class ImportPrinter(Terminal terminal, RowFile file)
{
    private readonly long _start = terminal.Clock.GetTimestamp();

    /// <summary>Prints why a row is refused.</summary>
    public void Print(ImportError error)
    {
        var field = file.FieldOf(error.Field.Length > 0 ? error.Field : RowParser.Whole);
        terminal.Out.WriteLine($"{file.Name}:{error.Line}: {field}: {error.Description} ({error.Reason})");
    }

    /// <summary>Prints how far the import has come.</summary>
    public void Print(ImportProgress progress)
    {
        var seconds = Math.Max(terminal.Clock.GetElapsedTime(_start).TotalSeconds, 0.001);
        var rate = (progress.Rows / seconds).ToString("F0", CultureInfo.InvariantCulture);
        var share = file.Length is > 0 and var length ? $"; {100 * progress.Bytes / length} %" : "";
        terminal.Error.WriteLine(
            $"{Counts(progress)}; {rate} rows/s; done up to line {progress.NextLine - 1}{share}");
    }

    /// <summary>Prints how the import ended.</summary>
    public void PrintSummary(ImportProgress progress)
    {
        var seconds = terminal.Clock.GetElapsedTime(_start).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        terminal.Error.WriteLine($"{file.Name} is imported in {seconds} s: {Counts(progress)}.");
    }

    /// <summary>Prints how to go on after an import that stopped early.</summary>
    public void PrintResume(ImportProgress progress)
    {
        terminal.Error.WriteLine(progress.NextLine is { } line
            ? $"{Counts(progress)}; done up to line {line - 1}. To go on, repeat the command with --from-line {line}; to repeat it from the beginning is safe too."
            : "No answer came for any row. To repeat the command is safe, even if some were committed.");
    }

    private static string Counts(ImportProgress progress) =>
        $"{progress.Rows} rows: {progress.Created} created, {progress.Unchanged} unchanged, {progress.Refused} refused";
}
