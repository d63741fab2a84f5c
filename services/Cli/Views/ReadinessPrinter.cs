using System.Globalization;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Spectre.Console;

namespace AllianceServices.Cli.Views;

/// <summary>Prints a readiness view for people.</summary>
internal static class ReadinessPrinter
{
    // What fits into a line.
    private const int MostDrivers = 3;

    public static void Print(IAnsiConsole console, Track track, Readiness view)
    {
        console.WriteLine();
        console.Write(new Rule(Markup.Escape($"{track.DisplayName}, {view.AsOf}")) { Justification = Justify.Left });
        var facts = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        facts.AddRow("Verdict", $"[bold]{EnumWords.Of(view.Verdict).ToUpperInvariant()}[/]");
        facts.AddRow("Open gates", Escape(OpenGates(view)));
        facts.AddRow("Score", Escape(Score(view.Score)));
        facts.AddRow("Consensus", Escape(Consensus(view.Consensus)));
        facts.AddRow("Agreements", Escape(Agreements(view.Agreements)));
        facts.AddRow("Drivers", Escape(Drivers(view.Score)));
        console.Write(facts);
        console.Write(Criteria(view));
    }

    private static string OpenGates(Readiness view) => view.OpenGates.Count == 0 ? "none" : string.Join(", ", view.OpenGates.Select(Id));

    private static string Score(Score score)
    {
        var value = score.HasValue ? Number(score.Value) : "unknown";
        var robust = score.HasRobustLow
            ? $" ({Number(score.RobustLow)} to {Number(score.RobustHigh)} under other weights)"
            : "";
        return $"{value} of what is known{robust}; between {Number(score.Low)} and {Number(score.High)} of all; "
            + $"{score.Coverage.ToString("P0", CultureInfo.InvariantCulture)} of the weight is known";
    }

    private static string Drivers(Score score) =>
        score.Drivers.Count == 0 ? "none" : string.Join(", ", score.Drivers.Take(MostDrivers).Select(Driver));

    private static string Driver(Driver driver) =>
        $"{Id(driver.Criterion)} {(driver.HasEffect ? Signed(driver.Effect) : $"unknown ({Number(driver.Uncertainty)})")}";

    private static string Consensus(Consensus consensus)
    {
        var counts = consensus.Counts;
        var divided = consensus.Members.Where(member => member.Divided).Select(member => member.Party).ToList();
        return $"{consensus.Required} must agree: {counts.Supports} support, {counts.SupportsWithConditions} with conditions, "
            + $"{counts.Neutral} neutral, {counts.Sceptical} sceptical, {counts.Opposes} oppose, {counts.Unknown} unknown"
            + (divided.Count > 0 ? $"; divided: {string.Join(", ", divided)}" : "");
    }

    private static string Agreements(AgreementsView agreements) =>
        $"{agreements.Signed} bilateral security agreements signed ({agreements.SignedIncludingOrganizations} with organizations), "
        + $"{agreements.Announced} announced, {agreements.Disputed} disputed";

    private static Table Criteria(Readiness view)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("Criterion", "Weight", "Status", "Assessed", "By");
        foreach (var criterion in view.Criteria.Where(criterion => criterion.Parent.Length == 0))
        {
            table.AddRow(
                Escape(criterion.Title + (criterion.Gate ? " (gate)" : "")),
                criterion.Weight.ToString(CultureInfo.InvariantCulture),
                Escape(EnumWords.Of(criterion.Status) + (criterion.AssessorsDisagree ? " (assessors differ)" : "")),
                Escape(criterion.AssessedOn),
                Escape(criterion.Evidence.FirstOrDefault(evidence => evidence.Cited) is { } cited ? Id(cited.Record) : criterion.Assessor));
        }
        return table;
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Number(double number) => number.ToString("F2", CultureInfo.InvariantCulture);

    private static string Signed(double number) => number.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Escape(string text) => Markup.Escape(text);
}
