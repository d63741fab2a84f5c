using System.CommandLine;

namespace AllianceServices.Cli.Commands;

/// <summary>The argument that says which track.</summary>
internal static class TrackArgument
{
    private const string Collection = "tracks/";

    /// <summary>Makes the argument, whose value is the name of the track, `tracks/nato-ukraine`.</summary>
    public static Argument<string> Create() => new("track")
    {
        Description = "The track, such as nato-ukraine.",
        CustomParser = result => result.Tokens[0].Value is var name && name.StartsWith(Collection, StringComparison.Ordinal)
            ? name : Collection + name,
    };

    /// <summary>The name of its view, `tracks/nato-ukraine/readiness`.</summary>
    public static string ViewOf(string track) => track + "/readiness";
}
