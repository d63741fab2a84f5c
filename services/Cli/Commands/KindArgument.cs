using System.CommandLine;

namespace AllianceServices.Cli.Commands;

/// <summary>The argument that says what is imported or exported.</summary>
internal static class KindArgument
{
    /// <summary>Makes the argument.</summary>
    public static Argument<Kind> Create()
    {
        var names = Kind.All.Select(kind => kind.Name).ToArray();
        var argument = new Argument<Kind>("what")
        {
            Description = string.Join(", ", names[..^1]) + " or " + names[^1] + ".",
            HelpName = string.Join('|', names),
            CustomParser = result => Kind.All.SingleOrDefault(kind => kind.Name == result.Tokens[0].Value),
        };
        argument.AcceptOnlyFromAmong(names);
        return argument;
    }
}
