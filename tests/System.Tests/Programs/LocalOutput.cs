using System.Text.RegularExpressions;

namespace AllianceServices.SystemTests.Programs;

/// <summary>Reads what Local prints.</summary>
internal static partial class LocalOutput
{
    public const string Program = "AllianceServices.Local";

    /// <summary>The printed views, in order.</summary>
    public static IReadOnlyList<PrintedView> Views(IReadOnlyList<string> output)
    {
        var views = new List<PrintedView>();
        foreach (var line in output)
        {
            if (Rule().Match(line) is { Success: true } rule)
            {
                views.Add(new(rule.Groups["title"].Value, rule.Groups["day"].Value, []));
            }
            else
            {
                views.LastOrDefault()?.Lines.Add(line);
            }
        }
        return views;
    }

    [GeneratedRegex(@"^── (?<title>.+), (?<day>\d{4}-\d\d-\d\d) ─+$")]
    private static partial Regex Rule();
}

/// <summary>A view as printed: its heading and the lines below it.</summary>
internal sealed record PrintedView(string Title, string Day, List<string> Lines)
{
    public string Text => string.Join('\n', Lines).TrimEnd();
}
