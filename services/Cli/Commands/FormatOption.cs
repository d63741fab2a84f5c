using System.CommandLine;

namespace AllianceServices.Cli.Commands;

/// <summary>The option that says which form a file has.</summary>
internal static class FormatOption
{
    /// <summary>Makes the option.</summary>
    public static Option<FileFormat?> Create(string description)
    {
        var names = Enum.GetNames<FileFormat>().Select(name => name.ToLowerInvariant()).ToArray();
        var option = new Option<FileFormat?>("--format")
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result => Enum.TryParse<FileFormat>(result.Tokens[0].Value, ignoreCase: true, out var format) ? format : null,
        };
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
