using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.ServiceDefaults.Tests;

public class FilterSyntaxTests
{
    [Theory]
    [InlineData("date=2024-06-17", "date", "=", "2024-06-17")]
    [InlineData("  date  >=  2024-06-17  ", "date", ">=", "2024-06-17")]
    [InlineData("date <= '2024-06-17'", "date", "<=", "2024-06-17")]
    [InlineData("speaker_level != X_1", "speaker_level", "!=", "X_1")]
    [InlineData("sources:sources/a-b.c", "sources", ":", "sources/a-b.c")]
    [InlineData("speaker = \"it's AND\"", "speaker", "=", "it's AND")]
    [InlineData("speaker = 'say \"no\"'", "speaker", "=", "say \"no\"")]
    [InlineData("speaker = \"say \\\"no\\\"\"", "speaker", "=", "say \"no\"")]
    [InlineData("speaker = \"\"", "speaker", "=", "")]
    [InlineData("speaker = \"Володимир Зеленський\"", "speaker", "=", "Володимир Зеленський")]
    [InlineData("ANDREW = 1", "ANDREW", "=", "1")]
    public void A_comparison_is_read(string filter, string field, string op, string value)
    {
        var comparison = Assert.Single(FilterSyntax.Parse(filter)!);

        Assert.Equal((field, op, value), (comparison.Field, comparison.Operator, comparison.Value));
    }

    [Fact]
    public void Comparisons_are_joined_by_and()
    {
        var comparisons = FilterSyntax.Parse("a = 1 AND b > 2\n AND c:'AND'")!;

        Assert.Equal([("a", "=", "1"), ("b", ">", "2"), ("c", ":", "AND")], comparisons.Select(c => (c.Field, c.Operator, c.Value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("a =")]
    [InlineData("= 1")]
    [InlineData("a == 1")]
    [InlineData("a = 1 AND")]
    [InlineData("AND a = 1")]
    [InlineData("a = 1 b = 2")]
    [InlineData("a = 1 OR b = 2")]
    [InlineData("a = 1 ANDb = 2")]
    [InlineData("a = 'open")]
    [InlineData("a = \"open")]
    [InlineData("a = b = c")]
    [InlineData("(a = 1)")]
    [InlineData("-a = 1")]
    [InlineData("a.b.c = 1")]
    [InlineData("a = 1;")]
    public void What_does_not_follow_the_grammar_is_none(string filter) => Assert.Null(FilterSyntax.Parse(filter));

    [Fact]
    public void No_text_makes_the_parser_fail()
    {
        const string alphabet = "aAND =<>!:'\"\\u0(){}\t\n\0é🙂-_/.";
        var random = new Random(160);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])]);

            var comparisons = FilterSyntax.Parse(text);

            Assert.True(comparisons is null || comparisons.All(c => c.Field.Length > 0 && text.Contains(c.Field, StringComparison.Ordinal)), text);
        }
    }
}
