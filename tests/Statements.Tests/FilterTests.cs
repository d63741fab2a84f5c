using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

/// <summary>A register with three statements and two sources that differ in every field that a filter may name.</summary>
public abstract class FilterData(StoreKind store) : StoreFixture<StatementsApp>(store)
{
    /// <inheritdoc/>
    protected override Task<StatementsApp> StartAsync(StoreKind store) => StatementsApp.StartWithSourceAsync(store);

    /// <inheritdoc/>
    protected override async Task FillAsync()
    {
        await App.AddSourceAsync("other", source =>
        {
            source.Publisher = "Die Zeit";
            source.Language = "de";
            source.PublishedOn = "2022-01-31";
            source.Confidence = Confidence.Recalled;
        });
        await App.AddSourceAsync("undated", source => source.ClearPublishedOn());
        await App.AddAsync("bare", statement => statement.Date = "2023-07-12");
        await App.Client.CreateStatementAsync(new() { StatementId = "full", Statement = Sample.FullStatement() });
        await App.Client.PublishStatementAsync(new() { Name = "statements/full" });
        await App.AddAsync("unlike", statement =>
        {
            statement.Date = "2022-02-01";
            statement.Kind = "interview";
            statement.Speaker = "O'Brien \"the\" Elder";
            statement.SpeakerLevel = AuthorityLevel.Parliament;
            statement.Stance = Stance.Opposes;
            statement.Confidence = Confidence.Recalled;
            statement.Countries.Add(["DE", "FR"]);
            statement.Sources[0] = "sources/other";
        });
    }

    public sealed class OnSqlite() : FilterData(StoreKind.Sqlite);

    public sealed class OnPostgreSql() : FilterData(StoreKind.PostgreSql);
}

public abstract class FilterTests(FilterData data)
{
    [Theory]
    [InlineData("date = 2024-06-17", "full")]
    [InlineData("date >= \"2023-07-12\"", "bare full")]
    [InlineData("date > 2023-07-12", "full")]
    [InlineData("date <= 2023-07-12", "bare unlike")]
    [InlineData("date < 2023-07-12", "unlike")]
    [InlineData("date != 2023-07-12", "full unlike")]
    [InlineData("state = STATE_PUBLISHED", "full")]
    [InlineData("state != STATE_PUBLISHED", "bare unlike")]
    [InlineData("kind = interview", "unlike")]
    [InlineData("speaker = \"John Kirby\"", "bare full")]
    [InlineData("speaker = 'O\\'Brien \"the\" Elder'", "unlike")]
    [InlineData("speaker_level = AUTHORITY_LEVEL_PARLIAMENT", "unlike")]
    [InlineData("speaker_organization = organizations/nato", "full")]
    [InlineData("stance = STANCE_OPPOSES", "unlike")]
    [InlineData("confidence = CONFIDENCE_RECALLED", "unlike")]
    [InlineData("countries:US", "full")]
    [InlineData("countries:FR", "unlike")]
    [InlineData("topics:security-agreements", "full")]
    [InlineData("sources:\"sources/briefing\"", "bare full")]
    [InlineData("criteria:tracks/nato-ukraine/criteria/nato-war-ended", "full")]
    [InlineData("agreements:agreements/ua-us-2024", "full")]
    [InlineData("about_organizations:organizations/nato", "full")]
    [InlineData("date < 2024-01-01 AND confidence = CONFIDENCE_VERIFIED AND sources:sources/briefing", "bare")]
    [InlineData("countries:DE AND countries:FR", "unlike")]
    [InlineData("countries:DE AND countries:US", "")]
    [InlineData("  date=2024-06-17   AND   countries:US  ", "full")]
    public async Task Statements_are_found_by_every_field(string filter, string expected)
    {
        var response = await data.App.Client.ListStatementsAsync(new() { Filter = filter });

        Assert.Equal(Names("statements", expected), response.Statements.Select(statement => statement.Name));
    }

    [Theory]
    [InlineData("publisher = 'Die Zeit'", "other")]
    [InlineData("language != en", "other")]
    [InlineData("published_on = 2022-01-31", "other")]
    [InlineData("published_on >= 2022-01-31", "briefing other")]
    [InlineData("published_on < 2024-06-18", "other")]
    [InlineData("published_on <= 2024-06-18", "briefing other")]
    [InlineData("confidence = CONFIDENCE_VERIFIED", "briefing undated")]
    public async Task Sources_are_found_by_every_field_and_an_unknown_date_is_not_an_early_one(string filter, string expected)
    {
        var response = await data.App.Client.ListSourcesAsync(new() { Filter = filter });

        Assert.Equal(Names("sources", expected), response.Sources.Select(source => source.Name));
    }

    [Theory]
    [InlineData("summary = x")]
    [InlineData("revision = 1")]
    [InlineData("ParentName = ''")]
    [InlineData("date")]
    [InlineData("date =")]
    [InlineData("= 2024-06-17")]
    [InlineData("date ~ 2024-06-17")]
    [InlineData("date:2024-06-17")]
    [InlineData("countries = US")]
    [InlineData("countries >= US")]
    [InlineData("state = PUBLISHED")]
    [InlineData("state = STATE_UNSPECIFIED")]
    [InlineData("stance = 'STANCE_OPPOSES ")]
    [InlineData("date = 2024-06-17 OR countries:US")]
    [InlineData("date = 2024-06-17 and countries:US")]
    [InlineData("date = 2024-06-17 AND")]
    [InlineData("NOT countries:US")]
    [InlineData("(countries:US)")]
    [InlineData("date = 2024-06-17 countries:US")]
    [InlineData("speaker = 'x' OR '1'='1'")]
    [InlineData("date = 2024-06-17; DROP TABLE statements; --")]
    [InlineData("1=1")]
    [InlineData("   ")]
    [InlineData("AND")]
    [InlineData("date = 2024-06-31")]
    [InlineData("date >= yesterday")]
    [InlineData("🙂")]
    [InlineData("speaker = \"\\u0000\"")]
    [InlineData("speaker = \"\\x00\"")]
    [InlineData("sources:\"\\u0000\"")]
    [InlineData("speaker = \"half \\ud800\"")]
    [InlineData("stance < STANCE_SUPPORTS")]
    [InlineData("state >= STATE_DRAFT")]
    public async Task What_cannot_be_served_is_refused(string filter)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FilterInvalid,
            data.App.Client.ListStatementsAsync(new() { Filter = filter }));

        Assert.Equal(["filter"], failure.Fields);
    }

    [Fact]
    public async Task Sql_in_a_value_is_only_a_value()
    {
        var response = await data.App.Client.ListStatementsAsync(
            new() { Filter = "speaker = \"x' OR 1=1; DROP TABLE statements; --\"" });

        Assert.Empty(response.Statements);
        Assert.Equal(3, (await data.App.Client.ListStatementsAsync(new())).Statements.Count);
    }

    [Fact]
    public async Task A_refusal_tells_what_would_be_known()
    {
        var field = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FilterInvalid,
            data.App.Client.ListSourcesAsync(new() { Filter = "title = x" }));
        var value = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FilterInvalid,
            data.App.Client.ListSourcesAsync(new() { Filter = "confidence = HIGH" }));

        Assert.Contains("confidence, language, published_on, publisher", field.Violations[0].Description, StringComparison.Ordinal);
        Assert.Contains("CONFIDENCE_RECALLED, CONFIDENCE_VERIFIED", value.Violations[0].Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind = press_briefing")]
    [InlineData("countries:US")]
    [InlineData("date >= 2024-06-17")]
    public async Task A_filter_of_almost_two_thousand_characters_is_served(string comparison)
    {
        const string joint = " AND ";
        var times = (2000 + joint.Length) / (comparison.Length + joint.Length);
        var filter = string.Join(joint, Enumerable.Repeat(comparison, times));

        var response = await data.App.Client.ListStatementsAsync(new() { Filter = filter });

        Assert.Contains("statements/full", response.Statements.Select(statement => statement.Name));
    }

    [Fact]
    public async Task A_longer_filter_is_refused()
    {
        var filter = $"speaker = \"{new string('x', 2000)}\"";

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            data.App.Client.ListStatementsAsync(new() { Filter = filter }));

        Assert.Equal(["filter"], failure.Fields);
    }

    private static IEnumerable<string> Names(string collection, string ids) =>
        ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{collection}/{id}");

    public class OnSqlite(FilterData.OnSqlite data) : FilterTests(data), IClassFixture<FilterData.OnSqlite>;

    public class OnPostgreSql(FilterData.OnPostgreSql data) : FilterTests(data), IClassFixture<FilterData.OnPostgreSql>;
}
