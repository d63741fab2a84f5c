using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>One comparison of a filter.</summary>
internal sealed record Comparison(string Field, string Operator, string Value);

/// <summary>
/// The part of the AIP-160 grammar that is served: `field operator value`, joined by AND. Example:
/// `date >= "2024-06-01" AND countries:US`.
/// </summary>
internal static class FilterSyntax
{
    private static readonly Parser<IReadOnlyList<Comparison>> Grammar = Build();

    /// <summary>The comparisons, or null if the text does not follow the grammar.</summary>
    public static IReadOnlyList<Comparison>? Parse(string filter) =>
        Grammar.TryParse(filter.Trim(), out var comparisons) ? comparisons : null;

    private static Parser<IReadOnlyList<Comparison>> Build()
    {
        var field = Terms.Identifier().Then(text => text.ToString());
        var op = OneOf(
            Terms.Text("!="), Terms.Text("<="), Terms.Text(">="), Terms.Text("="), Terms.Text("<"), Terms.Text(">"), Terms.Text(":"));
        var quoted = Terms.String(StringLiteralQuotes.SingleOrDouble).Then(text => text.ToString());
        // Dates, codes, terms and resource names need no quotes.
        var word = Terms.Pattern(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.').Then(text => text.ToString());
        var comparison = field.And(op).And(OneOf(quoted, word))
            .Then(parts => new Comparison(parts.Item1, parts.Item2, parts.Item3));
        return Separated(Terms.Keyword("AND"), comparison).Eof();
    }
}
