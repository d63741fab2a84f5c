using Spectre.Console;

namespace AllianceServices.Cli;

/// <summary>What the program reads from, writes to and tells the time by.</summary>
internal sealed class Terminal
{
    // A file or a pipe has no width; the default of 80 columns would break every row of the tables.
    private const int WidthOfFiles = 160;

    /// <summary>Standard input, for files named `-`.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard output, for what is written as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Standard output, for text.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where progress and messages go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The terminal that the process was started in.</summary>
    public static Terminal OfProcess() => new()
    {
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        Out = Console.Out,
        Error = Console.Error,
    };

    /// <summary>Draws tables on the standard output.</summary>
    public IAnsiConsole CreateConsole()
    {
        var output = new AnsiConsoleOutput(Out);
        if (output.IsTerminal)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No });
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
