using System.CommandLine;
using AllianceServices.Cli.Imports;
using AllianceServices.Cli.Rows;

namespace AllianceServices.Cli.Commands;

/// <summary>`alliance import`: sends a file to a register.</summary>
internal static class ImportCommand
{
    private const string StandardInput = "-";

    /// <summary>Puts the command together.</summary>
    public static Command Create(Terminal terminal, Connection connection)
    {
        var what = KindArgument.Create();
        var path = new Argument<string>("file") { Description = $"The file, or {StandardInput} for the standard input." };
        var format = FormatOption.Create("The form of the file. Told by its name (.jsonl, .csv) where not given.");
        var actor = ActorOption.Create("Who imports, for the change log.");
        var fromLine = new Option<long>("--from-line")
        {
            Description = "Leave out the rows that begin before this line.",
            DefaultValueFactory = _ => 1,
        };
        var patience = new Option<TimeSpan>("--patience")
        {
            Description = "How long to try again while nobody answers, such as 00:10:00.",
            DefaultValueFactory = _ => RegisterImport.DefaultPatience,
        };
        fromLine.Validators.Add(result =>
        {
            // What is no number is refused without this.
            if (long.TryParse(result.Tokens.SingleOrDefault()?.Value, out var line) && line < 1)
            {
                result.AddError("--from-line must be 1 or more.");
            }
        });
        var command = new Command("import", "Adds the rows of a file to a register. What is there already stays as it is.")
        {
            what, path, format, actor, fromLine, patience,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var kind = result.GetRequiredValue(what);
            var name = result.GetRequiredValue(path);
            var form = kind.FormatOf(result.GetValue(format), name, usual: null);
            await using var content = Open(name, terminal);
            var file = new RowFile(name == StandardInput ? "stdin" : name, content, kind, form);
            var target = new RegisterImport(
                connection.Open(result), kind, result.GetValue(actor), result.GetValue(patience), terminal.Clock, terminal.Error.WriteLine);
            return await RunAsync(file, target, result.GetValue(fromLine), terminal, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RowFile file, IImportTarget target, long fromLine, Terminal terminal, CancellationToken cancellationToken)
    {
        var printer = new ImportPrinter(terminal, file);
        var import = new RowImport(target, printer.Print, printer.Print);
        try
        {
            await import.RunAsync(file.ReadAsync(fromLine, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (Failures.Describe(exception) is { } message)
        {
            terminal.Error.WriteLine(message);
            // A file that is refused as a whole has left nothing to go on with.
            if (exception is not StopException)
            {
                printer.PrintResume(import.Progress);
            }
            return ExitCodes.NotFinished;
        }
        printer.PrintSummary(import.Progress);
        return import.Progress.Refused > 0 ? ExitCodes.Refused : ExitCodes.Done;
    }

    private static Stream Open(string path, Terminal terminal) =>
        path == StandardInput ? terminal.OpenInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
}
