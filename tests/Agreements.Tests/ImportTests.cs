using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;

namespace AllianceServices.Agreements.Tests;

public abstract class ImportTests(StoreKind store)
{
    [Fact]
    public async Task Imported_agreements_have_what_follows_from_their_events()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var response = await app.ImportAsync(Given.Row(1, "a", Given.FullAgreement()), Given.Row(2, "b", Given.Agreement()));

        Assert.Equal(new ImportResponse { Created = 2 }, response);
        var agreement = await app.GetAsync("a");
        Assert.Equal(("2024-06-13", "2024-06-13", LifecycleState.Signed),
            (agreement.SignedOn, agreement.Events[0].EffectiveDate, agreement.State));
        Assert.Equal("agreements/a", Assert.Single(
            (await app.Client.ListAgreementsAsync(new() { Filter = "topics:air-defence" })).Agreements).Name);
    }

    [Fact]
    public async Task Repeating_an_import_changes_nothing_even_with_what_the_server_has_set()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.ImportAsync(Given.Row(1, "a", Given.FullAgreement()));
        var exported = await app.GetAsync("a");

        var again = await app.ImportAsync(
            Given.Row(1, "a", Given.FullAgreement()), new ImportRequest { Line = 2, Agreement = exported });

        Assert.Equal(new ImportResponse { Unchanged = 2 }, again);
        Assert.Single(await app.ReadLogAsync());
    }

    [Fact]
    public async Task An_export_is_an_import_that_changes_nothing_and_makes_the_same_register_elsewhere()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        ImportRequest[] rows = [Given.Row(1, "a", Given.FullAgreement()), Given.Row(2, "b", Given.Agreement())];
        await app.ImportAsync(rows[1], rows[0]);
        await using var other = await AgreementsApp.StartAsync(store);

        var exported = await app.ExportAsync();

        Assert.Equal(rows.Select(row => row.Agreement), exported);
        Assert.Equal(new() { Unchanged = 2 }, await app.ImportAsync([.. exported.Select(row => new ImportRequest { Agreement = row })]));
        Assert.Equal(new() { Created = 2 }, await other.ImportAsync([.. exported.Select(row => new ImportRequest { Agreement = row })]));
        Assert.Equal(exported, await other.ExportAsync());
    }

    [Fact]
    public async Task A_row_with_other_content_is_refused_and_changes_nothing()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.ImportAsync(Given.Row(1, "a", Given.Agreement()));

        var response = await app.ImportAsync(
            Given.Row(5, "a", Given.Agreement(Given.Event(LifecycleState.Signed, "2024-06-14"))));

        Assert.Equal((0, 0, 1), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal([(5, "agreement.name", "RESOURCE_ALREADY_EXISTS")], ErrorsOf(response));
        Assert.Equal("2024-06-13", (await app.GetAsync("a")).SignedOn);
    }

    [Fact]
    public async Task Bad_rows_are_reported_by_line_while_good_ones_load()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var response = await app.ImportAsync(
            Given.Row(1, "Not-An-Id", Given.Agreement()),
            Given.Row(2, "a", Given.Agreement()),
            Given.Row(3, "b", Given.Agreement(agreement => agreement.Parties.Add(new Party()))),
            Given.Row(4, "c", Given.Agreement(Given.Event(LifecycleState.Signed))),
            Given.Row(5, "d", Given.Agreement(agreement => (agreement.Title, agreement.Sources[0]) = ("", "statements/x"))),
            new ImportRequest { Line = 6 });

        Assert.Equal((1, 0, 5), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal(
            [
                (1, "agreement.name", "FIELD_INVALID"), (3, "agreement.parties[2]", "FIELD_INVALID"),
                (4, "agreement.events[0].date", "FIELD_INVALID"), (5, "agreement.sources[0]", "FIELD_INVALID"),
                (5, "agreement.title", "FIELD_INVALID"), (6, "row", "FIELD_INVALID"),
            ],
            ErrorsOf(response).Order());
        Assert.Equal("agreements/a", Assert.Single(await app.ReadLogAsync()).Name);
    }

    private static IEnumerable<(long Line, string Field, string Reason)> ErrorsOf(ImportResponse response) =>
        response.Errors.Select(error => (error.Line, error.Field, error.Reason));

    public class OnSqlite() : ImportTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ImportTests(StoreKind.PostgreSql);
}
