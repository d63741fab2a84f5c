using System.CommandLine;
using AllianceServices.Cli.Commands;

namespace AllianceServices.Cli;

/// <summary>The command line `alliance`.</summary>
internal static class AllianceCommand
{
    // Ctrl-C lets a command say how to go on.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command line and returns the exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        using var connection = new Connection(terminal);
        var command = Create(terminal, connection).Parse(arguments);
        if (command.Errors.Count > 0)
        {
            foreach (var error in command.Errors)
            {
                await terminal.Error.WriteLineAsync(error.Message);
            }
            await terminal.Error.WriteLineAsync("`alliance --help` and `alliance COMMAND --help` show what there is.");
            return ExitCodes.BadUsage;
        }
        try
        {
            return await command.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeToEnd,
                },
                cancellationToken);
        }
        catch (Exception exception) when (Failures.Describe(exception) is { } message)
        {
            await terminal.Error.WriteLineAsync(message);
            return (exception as StopException)?.ExitCode ?? ExitCodes.NotFinished;
        }
    }

    private static RootCommand Create(Terminal terminal, Connection connection) => new("Reads and writes the public record of a country's path into an alliance.")
    {
        connection.Endpoint,
        ImportCommand.Create(terminal, connection),
        ExportCommand.Create(terminal, connection),
        ReadinessCommand.Create(terminal, connection),
        WatchCommand.Create(terminal, connection),
        DeadLettersCommand.Create(terminal, connection),
    };
}
