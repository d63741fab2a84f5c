using Alliance.Statements.V1;
using AllianceServices.Statements.Search;
using AllianceServices.TestKit;

namespace AllianceServices.Statements.Tests;

/// <summary>In the expectations, what is matched stands in brackets.</summary>
public class SnippetTests
{
    [Theory]
    [InlineData("signed", "Fourteen or fifteen have [signed].")]
    [InlineData("fourteen SIGNED", "[Fourteen] or fifteen have [signed].")]
    [InlineData("fif*", "Fourteen or [fifteen] have signed.")]
    [InlineData("f*", "[Fourteen] or [fifteen] have signed.")]
    [InlineData("\"fifteen have\"", "Fourteen or [fifteen have] signed.")]
    [InlineData("have \"fifteen have\"", "Fourteen or [fifteen have] signed.")]
    [InlineData("\"have signed\" or", "Fourteen [or] fifteen [have signed].")]
    public void A_short_text_is_shown_in_whole(string query, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(Of(query, quote: "Fourteen or fifteen have signed."))));

    [Theory]
    [InlineData("turkiye", "«[Türkiye]», [TÜRKİYE].")]
    [InlineData("зеленский", "")]
    public void Marks_are_on_the_text_as_it_stands(string query, string expected) =>
        Assert.Equal(expected, string.Join('|', Of(query, quote: "«Türkiye», TÜRKİYE.").Select(Show)));

    [Fact]
    public void A_word_of_a_phrase_alone_is_not_marked() => Assert.Equal(
        "fifteen or [have fifteen]", Show(Assert.Single(Of("\"have fifteen\"", quote: "fifteen or have fifteen"))));

    [Fact]
    public void Of_a_long_text_thirty_words_around_the_first_match_are_shown()
    {
        var text = string.Join(' ', Enumerable.Range(100, 100));

        var middle = Assert.Single(Of("150 155 190", quote: text));
        var begin = Assert.Single(Of("103", quote: text));
        var end = Assert.Single(Of("198", quote: text));

        Assert.Equal(
            "140 141 142 143 144 145 146 147 148 149 [150] 151 152 153 154 [155] 156 157 158 159 160 161 162 163 164 165 166 167 168 169",
            Show(middle));
        Assert.Equal(
            "100 101 102 [103] 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 126 127 128 129",
            Show(begin));
        Assert.Equal(
            "170 171 172 173 174 175 176 177 178 179 180 181 182 183 184 185 186 187 188 189 190 191 192 193 194 195 196 197 [198] 199",
            Show(end));
    }

    [Fact]
    public void Each_field_has_its_snippet_in_the_order_of_the_contract()
    {
        var statement = Sample.Statement(s =>
        {
            s.Speaker = "NATO";
            s.Quote = "In NATO.";
            s.Summary = "About nato";
            s.Topics.Add(["nato", "eu", "nato-1", "nato-2", "nato-3"]);
            s.Venue = "NATO";
        });

        var snippets = Snippets.Of(statement, SearchQuery.Parse("nato"));

        Assert.Equal(
            ["quote: In [NATO].", "summary: About [nato]", "speaker: [NATO]", "topics: [nato]", "topics: [nato]-1", "topics: [nato]-2"],
            snippets.Select(snippet => $"{snippet.Field}: {Show(snippet)}"));
    }

    [Fact]
    public void A_phrase_may_go_over_from_one_topic_to_the_next()
    {
        var statement = Sample.Statement(s => s.Topics.Add(["eu", "security", "agreements-2024", "security"]));

        var snippets = Snippets.Of(statement, SearchQuery.Parse("\"security agreements\""));

        Assert.Equal(["[security]", "[agreements]-2024"], snippets.Where(snippet => snippet.Field == "topics").Select(Show));
    }

    [Theory]
    [InlineData("1 2", "about [½] m²")]
    [InlineData("½", "about [½] m²")]
    [InlineData("2 m2", "about [½] [m²]")]
    public void A_character_of_several_words_is_shown_once(string query, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(Of(query, quote: "about ½ m²"))));

    private static IEnumerable<Snippet> Of(string query, string quote) => Snippets.Of(
        Sample.Statement(statement => (statement.Quote, statement.Summary, statement.Speaker) = (quote, "-", "-")),
        SearchQuery.Parse(query));

    private static string Show(Snippet snippet) =>
        string.Concat(snippet.Segments.Select(segment => segment.Matched ? $"[{segment.Text}]" : segment.Text));
}
