namespace AllianceServices.Cli;

/// <summary>Ends the program with a sentence for people.</summary>
internal sealed class StopException(string message, int exitCode = ExitCodes.NotFinished) : Exception(message)
{
    /// <summary>What the program's end says.</summary>
    public int ExitCode { get; } = exitCode;
}
