using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

/// <summary>Reads of another day, of what was known at another instant, and in another order.</summary>
public abstract class TimesAndOrderTests(StoreKind store)
{
    // Beyond the first plane of Unicode the order of UTF-16 is another than that of the databases, which compare UTF-8.
    [Theory]
    [InlineData("speaker > \"\uFB01\"", "b")]
    [InlineData("speaker >= \"\U0001F600\"", "b")]
    [InlineData("speaker < \"\U0001F600\"", "a")]
    public async Task A_filter_compares_what_was_known_as_it_compares_what_is(string filter, string found)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("a", statement => statement.Speaker = "\uFB01");
        var last = await app.AddAsync("b", statement => statement.Speaker = "\U0001F600");

        Assert.Equal([found], await ListAsync(app, new() { Filter = filter }));
        Assert.Equal([found], await ListAsync(app, new() { Filter = filter, KnownAt = last.UpdateTime }));
    }

    [Fact]
    public async Task A_statement_is_as_it_was_known_at_the_instant()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("a");
        var published = await app.Client.PublishStatementAsync(new() { Name = draft.Name });
        var corrected = await app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = draft.Name, Venue = "Brussels" }, CorrectionNote = "The place." });

        foreach (var revision in new[] { draft, published, corrected })
        {
            Assert.Equal(revision, await app.Client.GetStatementAsync(new() { Name = draft.Name, KnownAt = revision.UpdateTime }));
        }
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.GetStatementAsync(new() { Name = draft.Name, KnownAt = Before(draft.CreateTime) }));
    }

    [Fact]
    public async Task What_was_said_later_is_not_there_on_the_day()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddDatedAsync(app);

        Assert.Equal(["a", "c", "d"], await ListAsync(app, new() { AsOf = "2024-02-01" }));
        Assert.Equal(["a"], await ListAsync(app, new() { AsOf = "2024-01-31" }));
        Assert.Equal(["c", "d"], await ListAsync(app, new() { AsOf = "2024-02-01", Filter = "date > 2024-01-01" }));
        Assert.Equal("statements/c", (await app.Client.GetStatementAsync(new() { Name = "statements/c", AsOf = "2024-02-01" })).Name);
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.GetStatementAsync(new() { Name = "statements/b", AsOf = "2024-02-29" }));
    }

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("name", "a b c d")]
    [InlineData("date", "a c d b")]
    [InlineData("date desc", "b c d a")]
    [InlineData(" date  desc ", "b c d a")]
    public async Task A_list_goes_in_the_order_that_is_asked_for_on_every_page(string orderBy, string expected)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddDatedAsync(app);

        for (var size = 1; size <= 5; size++)
        {
            Assert.Equal(expected.Split(' '), await ListAsync(app, new() { OrderBy = orderBy, PageSize = size }));
        }
    }

    [Fact]
    public async Task A_list_is_as_it_was_known_at_the_instant_page_by_page()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddDatedAsync(app);
        var then = (await app.Client.PublishStatementAsync(new() { Name = "statements/c" })).UpdateTime;
        await app.AddAsync("bb");
        await app.Client.PublishStatementAsync(new() { Name = "statements/d" });

        for (var size = 1; size <= 5; size++)
        {
            Assert.Equal(["a", "b", "c", "d"], await ListAsync(app, new() { KnownAt = then, PageSize = size }));
            Assert.Equal(["a", "b", "d"], await ListAsync(app, new() { KnownAt = then, PageSize = size, Filter = "state = STATE_DRAFT" }));
            Assert.Equal(["a"], await ListAsync(app, new() { KnownAt = then, PageSize = size, AsOf = "2024-01-31" }));
        }
        Assert.Empty(await ListAsync(app, new() { KnownAt = Before((await app.ReadLogAsync())[0].RecordTime) }));
    }

    [Fact]
    public async Task What_is_known_now_is_the_same_later_whoever_writes_meanwhile()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                await app.AddAsync($"w{writer}-{i}");
            }
        }));

        var known = new List<(Timestamp Instant, List<string> Ids)>();
        while (!writing.IsCompleted)
        {
            var now = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
            known.Add((now, await ListAsync(app, new() { KnownAt = now, PageSize = 1000 })));
        }
        await writing;

        Assert.NotEmpty(known);
        foreach (var (instant, ids) in known)
        {
            Assert.Equal(ids, await ListAsync(app, new() { KnownAt = instant, PageSize = 1000 }));
        }
    }

    [Fact]
    public async Task A_long_search_in_what_was_known_goes_on_page_after_page()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(Enumerable.Range(0, 2100).Select(i => new ImportRequest
        {
            Line = i + 1,
            Statement = Sample.Statement(s => (s.Name, s.Venue, s.Kind) = ($"statements/s{i:d4}", "", i == 2099 ? "interview" : s.Kind)),
        }));
        var now = (await app.ReadLogAsync())[^1].RecordTime;

        var first = await app.Client.ListStatementsAsync(new() { KnownAt = now, Filter = "kind = interview" });

        Assert.Empty(first.Statements);
        Assert.NotEmpty(first.NextPageToken);
        Assert.Equal(["s2099"], await ListAsync(app, new() { KnownAt = now, Filter = "kind = interview" }));
    }

    [Theory]
    [InlineData("speaker")]
    [InlineData("date asc")]
    [InlineData("date desc, name")]
    [InlineData("date; DROP TABLE statements")]
    public async Task An_order_that_is_not_served_says_so(string orderBy)
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.ListStatementsAsync(new() { OrderBy = orderBy }));

        Assert.Equal(["order_by"], failure.Fields);
        Assert.Contains("date desc", failure.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_together_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddDatedAsync(app);
        var now = (await app.ReadLogAsync())[^1].RecordTime;

        var order = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.ListStatementsAsync(new() { OrderBy = "date", KnownAt = now }));
        var token = (await app.Client.ListStatementsAsync(new() { PageSize = 1, OrderBy = "date" })).NextPageToken;
        var another = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            app.Client.ListStatementsAsync(new() { PageSize = 1, PageToken = token, OrderBy = "date desc" }));

        Assert.Equal(["order_by"], order.Fields);
        Assert.Equal(["page_token"], another.Fields);
    }

    // `c` and `d` were said on one day.
    private static async Task AddDatedAsync(StatementsApp app)
    {
        foreach (var (id, date) in new[] { ("b", "2024-03-01"), ("d", "2024-02-01"), ("a", "2024-01-01"), ("c", "2024-02-01") })
        {
            await app.AddAsync(id, statement => statement.Date = date);
        }
    }

    private static async Task<List<string>> ListAsync(StatementsApp app, ListStatementsRequest request)
    {
        var ids = new List<string>();
        do
        {
            var page = await app.Client.ListStatementsAsync(request);
            ids.AddRange(page.Statements.Select(statement => statement.Name["statements/".Length..]));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return ids;
    }

    private static Timestamp Before(Timestamp instant) => Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset().AddMicroseconds(-1));

    public class OnSqlite() : TimesAndOrderTests(StoreKind.Sqlite);

    public class OnPostgreSql() : TimesAndOrderTests(StoreKind.PostgreSql);
}
