using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class ListTests(StoreKind store)
{
    [Fact]
    public async Task A_walk_over_the_pages_visits_each_statement_once_by_name()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("g", "a", "d", "b", "f", "c", "e");

        var pages = await WalkAsync(app, new() { PageSize = 3 });

        Assert.Equal([3, 3, 1], pages.Select(page => page.Count));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], pages.SelectMany(page => page));
    }

    [Fact]
    public async Task The_last_page_is_known_as_the_last_even_if_it_is_full()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b", "c", "d");

        var pages = await WalkAsync(app, new() { PageSize = 2 });

        Assert.Equal([2, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public async Task Rows_that_are_added_during_the_walk_do_not_disturb_it()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("b", "d", "f", "h", "j");

        // `a` falls before the page that was read, `i` after it.
        var pages = await WalkAsync(app, new() { PageSize = 2 }, afterFirstPage: () => app.AddManyAsync("a", "i"));

        Assert.Equal(["b", "d", "f", "h", "i", "j"], pages.SelectMany(page => page));
    }

    [Fact]
    public async Task A_page_is_never_larger_than_a_client_takes()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(Enumerable.Range(0, 250).Select(i => new ImportRequest
        {
            Line = i + 1,
            Statement = Sample.Statement(s => (s.Name, s.Quote) = ($"statements/s{i:d3}", new string('Ї', 10_000))),
        }));

        var pages = await WalkAsync(app, new() { PageSize = 1000 });
        var known = await app.Client.ListStatementsAsync(new() { PageSize = 1000, KnownAt = Timestamp.FromDateTime(DateTime.UtcNow) });

        Assert.Equal(2, pages.Count);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"s{i:d3}"), pages.SelectMany(page => page));
        Assert.Equal(pages[0].Count, known.Statements.Count);
        Assert.NotEmpty(known.NextPageToken);
    }

    [Fact]
    public async Task Without_a_size_a_page_has_fifty_and_at_most_a_thousand()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(Enumerable.Range(0, 1001).Select(i =>
            new ImportRequest { Line = i + 1, Statement = Sample.Statement(s => s.Name = $"statements/s{i:d4}") }));

        var usual = await app.Client.ListStatementsAsync(new());
        var largest = await app.Client.ListStatementsAsync(new() { PageSize = 1000 });

        Assert.Equal(50, usual.Statements.Count);
        Assert.Equal(1000, largest.Statements.Count);
        Assert.NotEmpty(largest.NextPageToken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(int.MinValue)]
    public async Task A_page_size_out_of_range_is_refused(int size)
    {
        await using var app = await StatementsApp.StartAsync(store);

        var statements = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.ListStatementsAsync(new() { PageSize = size }));
        var sources = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.ListSourcesAsync(new() { PageSize = size }));

        Assert.Equal(["page_size"], statements.Fields);
        Assert.Equal(["page_size"], sources.Fields);
    }

    [Fact]
    public async Task A_token_works_only_with_the_list_and_filter_it_was_made_for()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b", "c");
        var token = (await app.Client.ListStatementsAsync(new() { PageSize = 1 })).NextPageToken;

        var filtered = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            app.Client.ListStatementsAsync(new() { PageToken = token, Filter = "state = STATE_DRAFT" }));
        var sources = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            app.Client.ListSourcesAsync(new() { PageToken = token }));

        Assert.Equal(["page_token"], filtered.Fields);
        Assert.Equal(["page_token"], sources.Fields);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not a token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("'; DROP TABLE statements; --")]
    [InlineData("%%%%")]
    public async Task A_token_that_was_never_made_is_refused(string token)
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            app.Client.ListStatementsAsync(new() { PageToken = token }));

        Assert.Equal(["page_token"], failure.Fields);
    }

    [Fact]
    public async Task Sources_are_listed_page_by_page_too()
    {
        await using var app = await StatementsApp.StartAsync(store);
        foreach (var id in new[] { "c", "a", "b" })
        {
            await app.AddSourceAsync(id);
        }

        var first = await app.Client.ListSourcesAsync(new() { PageSize = 2 });
        var second = await app.Client.ListSourcesAsync(new() { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["sources/a", "sources/b"], first.Sources.Select(source => source.Name));
        Assert.Equal(["sources/c"], second.Sources.Select(source => source.Name));
        Assert.Empty(second.NextPageToken);
    }

    private static async Task<List<List<string>>> WalkAsync(
        StatementsApp app, ListStatementsRequest request, Func<Task>? afterFirstPage = null)
    {
        var pages = new List<List<string>>();
        do
        {
            var page = await app.Client.ListStatementsAsync(request);
            pages.Add([.. page.Statements.Select(statement => statement.Name["statements/".Length..])]);
            request.PageToken = page.NextPageToken;
            if (pages.Count == 1 && afterFirstPage is not null)
            {
                await afterFirstPage();
            }
        }
        while (request.PageToken.Length > 0);
        return pages;
    }

    public class OnSqlite() : ListTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ListTests(StoreKind.PostgreSql);
}
