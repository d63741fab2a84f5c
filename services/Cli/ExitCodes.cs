namespace AllianceServices.Cli;

/// <summary>What the program's end says to the one that started it.</summary>
internal static class ExitCodes
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>Rows were refused, or cannot be written in the format.</summary>
    public const int Refused = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int BadUsage = 2;

    /// <summary>It could not be brought to its end.</summary>
    public const int NotFinished = 3;
}
