using Alliance.Errors.V1;
using AllianceServices.Statements.Search;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public class SearchQueryTests
{
    // A term per line of the expectation: its words, and a star for a prefix.
    [Theory]
    [InlineData("Kirby", "kirby")]
    [InlineData("White House", "white|house")]
    [InlineData("\"White House\" kirby", "white house|kirby")]
    [InlineData("a\"b c\"d", "a|b c|d")]
    [InlineData("secur*", "secur*")]
    [InlineData("secur*, nato*", "secur*|nato*")]
    [InlineData("sec*ur", "sec|ur")]
    [InlineData("*secur", "secur")]
    [InlineData("secur *", "secur")]
    [InlineData("secur**", "secur*")]
    [InlineData("f-16*", "f|16*")]
    [InlineData("\"secur* nat*\"", "secur nat")]
    [InlineData("\"secur\"*", "secur")]
    [InlineData("secur*\"a b\"", "secur*|a b")]
    [InlineData("\"unclosed phrase", "unclosed|phrase")]
    [InlineData("\"a b\" \"c d", "a b|c|d")]
    [InlineData("\"\" a \"!\"", "a")]
    [InlineData("a AND OR NOT b", "a|and|or|not|b")]
    [InlineData("NEAR(a b, 2)", "near|a|b|2")]
    [InlineData("speaker:kirby -x ^y {a} + b", "speaker|kirby|x|y|a|b")]
    [InlineData("' OR 1=1 --", "or|1|1")]
    [InlineData("a:* & !b <-> 'c' | d", "a|b|c|d")]
    public void A_query_is_words_phrases_and_prefixes_and_nothing_else(string query, string expected) => Assert.Equal(
        expected,
        string.Join('|', SearchQuery.Parse(query).Terms.Select(term => string.Join(' ', term.Words) + (term.IsPrefix ? "*" : ""))));

    [Theory]
    [InlineData("*")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("!?")]
    [InlineData("\u0301")]
    public Task A_query_without_a_word_is_refused(string query) => IsRefusedAsync(query);

    [Fact]
    public async Task Words_are_counted_in_phrases_too()
    {
        const string ten = "a b c d e f g h i j";
        Assert.Equal(11, SearchQuery.Parse($"{ten} \"{ten}\"").Terms.Count);

        await IsRefusedAsync($"{ten} \"{ten}\" k");
        await IsRefusedAsync($"\"{ten} {ten} k\"");
    }

    private static async Task IsRefusedAsync(string query)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => Task.FromResult(SearchQuery.Parse(query)));
        Assert.Equal(["query"], failure.Fields);
    }
}
