using System.Globalization;
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

    /// <summary>What the import says about each file.</summary>
    public static IReadOnlyList<PrintedImport> Imports(IReadOnlyList<string> output) =>
    [
        .. output.Select(line => Import().Match(line)).Where(match => match.Success).Select(match => new PrintedImport(
            match.Groups["file"].Value, Count(match, "new"), Count(match, "unchanged"), Count(match, "refused"))),
    ];

    private static int Count(Match match, string what) => int.Parse(match.Groups[what].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^  (?<file>\w+\.jsonl) +(?<new>\d+) new, (?<unchanged>\d+) unchanged, (?<refused>\d+) refused\b")]
    private static partial Regex Import();

    [GeneratedRegex(@"^── (?<title>.+), (?<day>\d{4}-\d\d-\d\d) ─+$")]
    private static partial Regex Rule();
}

/// <summary>A view as printed: its heading and the lines below it.</summary>
internal sealed record PrintedView(string Title, string Day, List<string> Lines)
{
    public string Text => string.Join('\n', Lines).TrimEnd();
}

/// <summary>What was printed about the import of one file.</summary>
internal sealed record PrintedImport(string File, int New, int Unchanged, int Refused);
