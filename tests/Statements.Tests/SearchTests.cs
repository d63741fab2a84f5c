using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class SearchTests(SearchData data)
{
    private const string NoOne = "";

    [Theory]
    [InlineData("kirby", "kirby")]
    [InlineData("KIRBY expects", "kirby")]
    [InlineData("kirby ukraine", NoOne)]
    [InlineData("ukraine", "erdogan zelenskyy")]
    [InlineData("14", "kirby")]
    [InlineData("poland", "macron tusk")]
    [InlineData("turkiye", "erdogan")]
    [InlineData("TÜRKİYE", "erdogan")]
    [InlineData("Tu\u0308rkiye", "erdogan")]
    [InlineData("erdogan", "erdogan")]
    [InlineData("зеленський", "zelenskyy")]
    [InlineData("ЗЕЛЕНСЬКИЙ україна", "zelenskyy")]
    [InlineData("зв'язок", "zelenskyy")]
    [InlineData("walesa strasse", "tusk")]
    [InlineData("\"is for it\"", "macron tusk")]
    [InlineData("\"for is it\"", NoOne)]
    [InlineData("\"place alliance\"", NoOne)]
    [InlineData("\"place is\" alliance", "zelenskyy")]
    [InlineData("\"security agreements\"", "macron")]
    [InlineData("security-agreements", "macron")]
    [InlineData("\"agreements membership\"", "macron")]
    // The end of one field and the beginning of another are no phrase.
    [InlineData("\"kirby expects\"", NoOne)]
    [InlineData("\"membership france\"", NoOne)]
    [InlineData("\"alliance україна\"", NoOne)]
    [InlineData("\"beta quorum\"", NoOne)]
    [InlineData("agree*", "kirby macron")]
    [InlineData("агр*", NoOne)]
    [InlineData("зелен*", "zelenskyy")]
    [InlineData("memb* ukr*", "erdogan")]
    [InlineData("m*", "erdogan macron")]
    [InlineData("1*", "kirby odd")]
    [InlineData("agree", NoOne)]
    // Syntax of SQL, FTS5 and tsquery is only text.
    [InlineData("' OR 1=1 --", NoOne)]
    [InlineData("'; DROP TABLE statements; --", "odd")]
    [InlineData("not or AND near(", "odd")]
    [InlineData("kirby OR tusk", NoOne)]
    [InlineData("kirby NOT tusk", NoOne)]
    [InlineData("speaker:kirby", NoOne)]
    [InlineData("{speaker} : kirby", NoOne)]
    [InlineData("kirby | tusk", NoOne)]
    [InlineData("kirby & !tusk", NoOne)]
    [InlineData("(kirby", "kirby")]
    [InlineData("kirby:A", NoOne)]
    [InlineData("^kirby + john", "kirby")]
    [InlineData("100% \"quoted", "odd")]
    [InlineData("kir\\by", NoOne)]
    [InlineData("\"\"\"kirby", "kirby")]
    public async Task Statements_are_found_by_words_phrases_and_prefixes(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await FindAsync(query)).Order(StringComparer.Ordinal)));

    [Fact]
    public async Task A_word_counts_most_in_the_speaker_then_in_the_topics()
    {
        var response = await data.App.Client.SearchStatementsAsync(new() { Query = "quorum" });

        Assert.Equal(["z-speaker", "y-topic", "x-body"], Ids(response));
        Assert.Equal(response.Results.Select(result => result.Score).OrderDescending().Distinct(),
            response.Results.Select(result => result.Score));
        Assert.All(response.Results, result => Assert.True(result.Score > 0));
    }

    [Theory]
    [InlineData("state = STATE_PUBLISHED", "kirby")]
    [InlineData("state = STATE_RETRACTED", "tusk")]
    [InlineData("topics:membership", "macron")]
    [InlineData("date < 2024-01-01", "erdogan")]
    [InlineData("date < 2024-01-01 AND state = STATE_PUBLISHED", NoOne)]
    public async Task A_filter_leaves_out_what_does_not_satisfy_it(string filter, string expected)
    {
        var found = new List<string>();
        foreach (var query in new[] { "kirby", "tusk", "macron", "erdogan" })
        {
            found.AddRange(await FindAsync(query, filter));
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public async Task A_result_holds_the_statement_and_shows_where_it_matches()
    {
        var response = await data.App.Client.SearchStatementsAsync(new() { Query = "agree* macron" });

        var result = Assert.Single(response.Results);
        Assert.Equal(await data.App.Client.GetStatementAsync(new() { Name = "statements/macron" }), result.Statement);
        Assert.Equal(
            ["speaker:Emmanuel ", "speaker:[Macron]", "topics:security-", "topics:[agreements]"],
            result.Snippets.SelectMany(snippet => snippet.Segments.Select(segment =>
                $"{snippet.Field}:{(segment.Matched ? $"[{segment.Text}]" : segment.Text)}")));
        Assert.Empty(response.NextPageToken);
    }

    [Theory]
    [InlineData("", "query")]
    [InlineData("   ", "query")]
    [InlineData("*", "query")]
    [InlineData("\"\"", "query")]
    [InlineData("a\0b", "query")]
    [InlineData("a\u0007b", "query")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u", "query")]
    public async Task A_query_that_cannot_be_served_is_refused(string query, string field)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            data.App.Client.SearchStatementsAsync(new() { Query = query }));

        Assert.Equal([field], failure.Fields);
    }

    [Theory]
    [InlineData(500, '"')]
    [InlineData(501, 'a')]
    [InlineData(501, '"')]
    public async Task A_query_of_nothing_but_marks_and_one_that_is_too_long_are_refused(int length, char character)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            data.App.Client.SearchStatementsAsync(new() { Query = new string(character, length) }));

        Assert.Equal(["query"], failure.Fields);
    }

    [Fact]
    public async Task The_longest_queries_are_served()
    {
        Assert.Empty(await FindAsync(new string('a', 500)));
        Assert.Equal(["kirby"], await FindAsync(new string('(', 495) + "kirby"));
        Assert.Equal(["kirby"], await FindAsync(string.Join(' ', Enumerable.Repeat("kirb*", 20))));
    }

    [Theory]
    [InlineData("title = x", 0, ErrorReason.FilterInvalid, "filter")]
    [InlineData("", 101, ErrorReason.FieldInvalid, "page_size")]
    [InlineData("", -1, ErrorReason.FieldInvalid, "page_size")]
    public async Task What_else_is_wrong_is_named(string filter, int size, ErrorReason reason, string field)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, reason,
            data.App.Client.SearchStatementsAsync(new() { Query = "kirby", Filter = filter, PageSize = size }));

        Assert.Equal([field], failure.Fields);
    }

    private async Task<List<string>> FindAsync(string query, string filter = "") =>
        Ids(await data.App.Client.SearchStatementsAsync(new() { Query = query, Filter = filter }));

    private static List<string> Ids(SearchStatementsResponse response) =>
        [.. response.Results.Select(result => result.Statement.Name["statements/".Length..])];

    public class OnSqlite(SearchData.OnSqlite data) : SearchTests(data), IClassFixture<SearchData.OnSqlite>;

    public class OnPostgreSql(SearchData.OnPostgreSql data) : SearchTests(data), IClassFixture<SearchData.OnPostgreSql>;
}
