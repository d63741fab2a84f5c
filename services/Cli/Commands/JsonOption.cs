using System.CommandLine;

namespace AllianceServices.Cli.Commands;

/// <summary>The option that asks for output for programs.</summary>
internal static class JsonOption
{
    /// <summary>Makes the option.</summary>
    public static Option<bool> Create(string description) => new("--json") { Description = description };
}
