using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

/// <summary>The pages of an answer, and that it follows what is written.</summary>
public abstract class SearchPageTests(StoreKind store)
{
    [Fact]
    public async Task A_walk_over_the_pages_visits_each_result_once_the_best_first_and_equal_ones_by_name()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("g", "a", "d", "b", "f", "c", "e");
        await app.AddAsync("z", statement => statement.Topics.Add("agreements"));
        await app.AddAsync("none", statement => statement.Summary = "Nothing.");

        var pages = await WalkAsync(app, new() { Query = "agreements", PageSize = 3 });

        Assert.Equal([3, 3, 2], pages.Select(page => page.Count));
        Assert.Equal(["z", "a", "b", "c", "d", "e", "f", "g"], pages.SelectMany(page => page));
    }

    [Fact]
    public async Task Writes_of_what_is_not_looked_for_lose_nothing_between_two_pages()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var matching = Enumerable.Range(0, 24).Select(i => $"m{i:d2}").ToList();
        foreach (var (i, id) in matching.Index())
        {
            // Each a little longer than the one before, so that none is as good as another.
            await app.AddAsync(id, statement => statement.Quote = $"accession {string.Join(' ', Enumerable.Repeat("word", 3 * i))}");
        }
        var (found, token) = (new List<string>(), "");
        do
        {
            var page = await app.Client.SearchStatementsAsync(new() { Query = "accession", PageSize = 5, PageToken = token });
            found.AddRange(page.Results.Select(result => result.Statement.Name["statements/".Length..]));
            token = page.NextPageToken;
            await app.AddManyAsync([.. Enumerable.Range(0, 5).Select(i => $"other{found.Count}-{i}")]);
        }
        while (token.Length > 0);

        Assert.Equal(matching, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Snippets_as_long_as_what_they_are_of_make_no_page_larger_than_clients_take()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        // A word as long as the field, of letters of three bytes.
        var text = "begin " + new string('\u6f22', 9_000);
        await app.ImportAsync(Enumerable.Range(0, 100).Select(i => new ImportRequest
        {
            Line = i,
            Statement = Sample.Statement(statement => (statement.Name, statement.Quote) = ($"statements/s{i:000}", text)),
        }));

        var page = await app.Client.SearchStatementsAsync(new() { Query = "begin", PageSize = 100 });

        Assert.InRange(page.CalculateSize(), 1024 * 1024, 4 * 1024 * 1024);
        Assert.NotEmpty(page.NextPageToken);
    }

    [Fact]
    public async Task The_last_page_is_known_as_the_last_even_if_it_is_full()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b", "c", "d");

        var pages = await WalkAsync(app, new() { Query = "kirby", Filter = "kind = press_briefing", PageSize = 2 });

        Assert.Equal([2, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public async Task Without_a_size_a_page_has_twenty()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(Enumerable.Range(0, 101).Select(i =>
            new ImportRequest { Line = i + 1, Statement = Sample.Statement(s => s.Name = $"statements/s{i:d3}") }));

        var usual = await app.Client.SearchStatementsAsync(new() { Query = "kirby" });
        var largest = await app.Client.SearchStatementsAsync(new() { Query = "kirby", PageSize = 100 });

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"statements/s{i:d3}"), usual.Results.Select(result => result.Statement.Name));
        Assert.Equal(100, largest.Results.Count);
        Assert.NotEmpty(largest.NextPageToken);
    }

    [Fact]
    public async Task A_token_works_only_with_the_query_and_filter_it_was_made_for()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b");
        var token = (await app.Client.SearchStatementsAsync(new() { Query = "john", PageSize = 1 })).NextPageToken;
        var listToken = (await app.Client.ListStatementsAsync(new() { PageSize = 1 })).NextPageToken;

        await IsRefusedAsync(new() { Query = "kirby", PageToken = token });
        await IsRefusedAsync(new() { Query = "john", Filter = "state = STATE_DRAFT", PageToken = token });
        await IsRefusedAsync(new() { Query = "john", PageToken = listToken });
        await IsRefusedAsync(new() { Query = "john", PageToken = "'; DROP TABLE statements; --" });

        Task<RpcFailure> IsRefusedAsync(SearchStatementsRequest request) => RpcAssert.FailsAsync(
            StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid, app.Client.SearchStatementsAsync(request));
    }

    [Fact]
    public async Task What_is_written_is_found_at_once_and_what_is_no_longer_there_is_not()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b");
        Assert.Equal(["a", "b"], await FindAsync(app, "kirby"));

        await app.Client.UpdateStatementAsync(new()
        {
            Statement = new() { Name = "statements/a", Speaker = "Matthew Miller", Summary = "Expects none." },
        });
        await app.Client.PublishStatementAsync(new() { Name = "statements/b" });

        Assert.Equal(["b"], await FindAsync(app, "kirby"));
        Assert.Equal(["a"], await FindAsync(app, "miller none"));
        Assert.Empty(await FindAsync(app, "\"miller none\""));
        Assert.Equal(["b"], await FindAsync(app, "agreements"));
    }

    [Fact]
    public async Task A_restart_finds_the_same()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b");
        var before = await app.Client.SearchStatementsAsync(new() { Query = "kirb* \"15 countries\"" });

        await app.Service.StopAsync();
        await app.Service.StartAsync();

        Assert.Equal(2, before.Results.Count);
        Assert.Equal(before, await app.Client.SearchStatementsAsync(new() { Query = "kirb* \"15 countries\"" }));
    }

    [Fact]
    public async Task It_answers_over_JSON()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("a");

        var found = await app.Http.GetJsonAsync("/v1/statements:search?query=%22john+kirby%22&filter=state%3DSTATE_DRAFT&page_size=1");
        var refused = await app.Http.GetJsonAsync("/v1/statements:search?page_size=1", System.Net.HttpStatusCode.BadRequest);

        var result = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Equal("statements/a", result.GetProperty("statement").GetProperty("name").GetString());
        var segment = result.GetProperty("snippets")[0].GetProperty("segments")[0];
        Assert.Equal("John Kirby", segment.GetProperty("text").GetString());
        Assert.True(segment.GetProperty("matched").GetBoolean());
        Assert.Equal(["query"], refused.Fields());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("NaN statements/a")]
    [InlineData("1 statements/\0")]
    [InlineData("much statements/a")]
    [InlineData("0.5 statements/a and more")]
    public async Task A_forged_token_is_refused_like_one_of_another_query(string place)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid, app.Client.SearchStatementsAsync(
            new() { Query = "kirby", PageToken = BoundToken.Write("statements:search\0kirby\0", place) }));

        Assert.Equal(["page_token"], failure.Fields);
    }

    private static async Task<List<string>> FindAsync(StatementsApp app, string query) =>
        Assert.Single(await WalkAsync(app, new() { Query = query }));

    private static async Task<List<List<string>>> WalkAsync(StatementsApp app, SearchStatementsRequest request)
    {
        var pages = new List<List<string>>();
        do
        {
            var page = await app.Client.SearchStatementsAsync(request);
            pages.Add([.. page.Results.Select(result => result.Statement.Name["statements/".Length..])]);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return pages;
    }

    public class OnSqlite() : SearchPageTests(StoreKind.Sqlite);

    public class OnPostgreSql() : SearchPageTests(StoreKind.PostgreSql);
}
