using System.CommandLine;
using AllianceServices.Cli.Exports;
using Grpc.Core;

namespace AllianceServices.Cli.Commands;

/// <summary>`alliance export`: writes what a register holds.</summary>
internal static class ExportCommand
{
    /// <summary>Puts the command together.</summary>
    public static Command Create(Terminal terminal, Connection connection)
    {
        var what = KindArgument.Create();
        var format = FormatOption.Create("The form of the output. Told by the name of the file, else jsonl; sources have csv only.");
        var output = new Option<string?>("--output")
        {
            Description = "The file to write, in place of one that is there. The standard output where not given.",
        };
        var command = new Command("export", "Writes what a register holds, as an import reads it.") { what, format, output };
        command.SetAction(async (result, cancellationToken) =>
        {
            var kind = result.GetRequiredValue(what);
            var path = result.GetValue(output);
            var form = kind.FormatOf(result.GetValue(format), path, kind.Formats[0]);
            var invoker = connection.Open(result);
            var rows = path is null
                ? await ToStreamAsync(invoker, kind, form, terminal.OpenOutput(), cancellationToken)
                : await ToFileAsync(invoker, kind, form, path, cancellationToken);
            await terminal.Error.WriteLineAsync($"{rows} rows are exported{(path is null ? "" : " to " + path)}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<long> ToFileAsync(
        CallInvoker invoker, Kind kind, FileFormat format, string path, CancellationToken cancellationToken)
    {
        await using var file = new OutputFile(path);
        var rows = await ToStreamAsync(invoker, kind, format, file.Content, cancellationToken);
        await file.CompleteAsync();
        return rows;
    }

    private static async Task<long> ToStreamAsync(
        CallInvoker invoker, Kind kind, FileFormat format, Stream stream, CancellationToken cancellationToken)
    {
        await using IRowWriter writer = format == FileFormat.Csv ? new CsvRowWriter(stream, kind) : new JsonRowWriter(stream);
        var count = 0L;
        await foreach (var row in RegisterExport.ReadAsync(invoker, kind, cancellationToken))
        {
            count += await writer.WriteAsync(row, cancellationToken) ? 1 : 0;
        }
        await writer.FlushAsync(cancellationToken);
        return count;
    }
}
