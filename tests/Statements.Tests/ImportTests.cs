using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.Statements.Tests;

public abstract class ImportTests(StoreKind store)
{
    private static ImportRequest SourceRow(long line, string id = "briefing", Action<Source>? change = null)
    {
        var source = Sample.Source(change);
        source.Name = $"sources/{id}";
        return new() { Line = line, Source = source };
    }

    private static ImportRequest StatementRow(long line, string id, Action<Statement>? change = null)
    {
        var statement = Sample.Statement(change);
        statement.Name = $"statements/{id}";
        return new() { Line = line, Statement = statement };
    }

    private static IEnumerable<(long, string, string)> ErrorsOf(ImportResponse response) =>
        response.Errors.Select(error => (error.Line, error.Field, error.Reason));

    [Fact]
    public async Task Good_rows_are_loaded_and_statements_are_public_at_once()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(SourceRow(1), StatementRow(2, "a"), StatementRow(3, "b"));

        Assert.Equal(new ImportResponse { Created = 3 }, response);
        var statement = await app.Client.GetStatementAsync(new() { Name = "statements/a" });
        Assert.Equal((State.Published, 1L, "\"1\""), (statement.State, statement.Revision, statement.Etag));
        Assert.Equal(
            [Change.Types.Kind.Created, Change.Types.Kind.Published, Change.Types.Kind.Published],
            (await app.ReadLogAsync()).Select(change => change.Kind));
    }

    [Fact]
    public async Task Repeating_an_import_changes_nothing()
    {
        await using var app = await StatementsApp.StartAsync(store);
        ImportRequest[] rows = [SourceRow(1), StatementRow(2, "a"), StatementRow(3, "b")];
        await app.ImportAsync(rows);

        var again = await app.ImportAsync(rows);

        Assert.Equal(new ImportResponse { Unchanged = 3 }, again);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task What_only_the_server_sets_makes_no_difference_to_a_repetition()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await app.ImportAsync(SourceRow(1), StatementRow(2, "a"));
        var exported = await app.Client.GetStatementAsync(new() { Name = "statements/a" });
        exported.Etag = "\"9\"";

        var again = await app.ImportAsync(new ImportRequest { Line = 1, Statement = exported });

        Assert.Equal(new ImportResponse { Unchanged = 1 }, again);
    }

    [Fact]
    public async Task What_is_not_published_is_not_the_same_as_the_row()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("draft");
        await app.ImportAsync(StatementRow(1, "retracted"));
        await app.Client.RetractStatementAsync(new() { Name = "statements/retracted", Reason = "A hoax." });

        var response = await app.ImportAsync(StatementRow(1, "draft"), StatementRow(2, "retracted"));

        Assert.Equal(
            [(1L, "statement.name", "RESOURCE_ALREADY_EXISTS"), (2L, "statement.name", "RESOURCE_ALREADY_EXISTS")], ErrorsOf(response));
        Assert.Equal(State.Draft, (await app.Client.GetStatementAsync(new() { Name = "statements/draft" })).State);
    }

    [Fact]
    public async Task Bad_rows_are_reported_by_line_and_field_while_good_ones_load()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            SourceRow(1),
            StatementRow(2, "Bad Name"),
            StatementRow(3, "good"),
            StatementRow(4, "bad", statement => (statement.Date, statement.Speaker) = ("soon", "")),
            SourceRow(5, "bad", source => source.Language = "english"));

        Assert.Equal((2, 0, 3), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal(
            [
                (2, "statement.name", "FIELD_INVALID"), (4, "statement.speaker", "FIELD_INVALID"),
                (4, "statement.date", "FIELD_INVALID"), (5, "source.language", "FIELD_INVALID"),
            ],
            ErrorsOf(response));
        Assert.All(response.Errors, error => Assert.NotEmpty(error.Description));
        Assert.Equal(["sources/briefing", "statements/good"], (await app.ReadLogAsync()).Select(change => change.Name));
    }

    [Fact]
    public async Task A_row_whose_resource_exists_with_other_content_is_refused_and_changes_nothing()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await app.ImportAsync(SourceRow(1), StatementRow(2, "a"));
        var before = await app.Client.GetStatementAsync(new() { Name = "statements/a" });

        var response = await app.ImportAsync(
            StatementRow(7, "a", statement => statement.Summary = "Rewritten."), SourceRow(8, change: s => s.Title = "Rewritten"));

        Assert.Equal(2, response.Refused);
        Assert.Equal(
            [(7, "statement.name", "RESOURCE_ALREADY_EXISTS"), (8, "source.name", "RESOURCE_ALREADY_EXISTS")],
            ErrorsOf(response));
        Assert.Equal(before, await app.Client.GetStatementAsync(new() { Name = "statements/a" }));
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task Two_rows_of_one_name_in_one_import_are_compared_too()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            SourceRow(1), SourceRow(2), SourceRow(3, change: source => source.Title = "Another"));

        Assert.Equal((1, 1, 1), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal([(3, "source.name", "RESOURCE_ALREADY_EXISTS")], ErrorsOf(response));
    }

    [Fact]
    public async Task A_statement_whose_source_is_missing_or_was_refused_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            SourceRow(1, "refused", source => source.Language = ""),
            StatementRow(2, "a", statement => statement.Sources[0] = "sources/refused"),
            StatementRow(3, "b", statement => statement.Sources[0] = "sources/none"));

        Assert.Equal(
            [
                (1, "source.language", "FIELD_INVALID"), (2, "statement.sources[0]", "REFERENCE_NOT_FOUND"),
                (3, "statement.sources[0]", "REFERENCE_NOT_FOUND"),
            ],
            ErrorsOf(response));
        Assert.Equal(0, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_row_without_content_and_a_line_below_zero_are_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(SourceRow(1), new ImportRequest { Line = 2 }, SourceRow(-3, "other"));

        Assert.Equal((1, 2), (response.Created, response.Refused));
        Assert.Equal([(2, "row", "FIELD_INVALID"), (-3, "line", "FIELD_INVALID")], ErrorsOf(response));
    }

    [Fact]
    public async Task Errors_come_in_the_order_of_the_rows_even_if_the_client_numbers_none()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            StatementRow(0, "a"), SourceRow(0, "b", source => source.Language = ""), StatementRow(0, "c"));

        Assert.Equal(
            ["statement.sources[0]", "source.language", "statement.sources[0]"], response.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task An_import_of_nothing_is_no_error()
    {
        await using var app = await StatementsApp.StartAsync(store);

        Assert.Equal(new ImportResponse(), await app.ImportAsync());
    }

    [Fact]
    public async Task An_import_longer_than_one_transaction_loads_every_good_row_in_order()
    {
        await using var app = await StatementsApp.StartAsync(store);
        // Row 350 is bad; with the source that is 451 rows sent.
        var rows = Enumerable.Range(2, 450).Select(line =>
            StatementRow(line, $"s{line:d4}", statement => statement.Date = line == 350 ? "" : "2024-06-17"));

        var response = await app.ImportAsync([SourceRow(1), .. rows]);

        Assert.Equal((450, 0, 1), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal([(350, "statement.date", "FIELD_INVALID")], ErrorsOf(response));
        var log = await app.ReadLogAsync();
        Assert.Equal(Enumerable.Range(1, 450).Select(i => (long)i), log.Select(change => change.Sequence));
        Assert.Equal(log.Skip(1).Select(change => change.Name).Order(StringComparer.Ordinal), log.Skip(1).Select(change => change.Name));
    }

    [Fact]
    public async Task At_most_a_thousand_errors_are_reported_but_every_refused_row_is_counted()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            Enumerable.Range(1, 1100).Select(line => SourceRow(line, "x", source => source.Language = "")));

        Assert.Equal(1100, response.Refused);
        Assert.Equal(Enumerable.Range(1, 1000).Select(line => (long)line), response.Errors.Select(error => error.Line));
    }

    public class OnSqlite() : ImportTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ImportTests(StoreKind.PostgreSql);
}
