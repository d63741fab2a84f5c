using System.Net;
using System.Text.Json;
using AllianceServices.TestKit;
using Google.Protobuf;

namespace AllianceServices.Statements.Tests;

public class JsonTests
{
    private static readonly string Statement = JsonFormatter.Default.Format(Sample.FullStatement());

    [Fact]
    public async Task A_statement_can_be_added_published_and_read()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();

        var draft = await app.Http.PostJsonAsync("/v1/statements?statement_id=kirby", Statement);
        var published = await app.Http.PostJsonAsync("/v1/statements/kirby:publish", "{}");
        var read = await app.Http.GetJsonAsync("/v1/statements/kirby");

        Assert.Equal("STATE_DRAFT", draft.GetProperty("state").GetString());
        Assert.Equal("STATE_PUBLISHED", published.GetProperty("state").GetString());
        Assert.Equal(published.ToString(), read.ToString());
        Assert.Equal("2", read.GetProperty("revision").ToString());
        Assert.Equal(15, read.GetProperty("claims")[0].GetProperty("high").GetInt32());
    }

    [Fact]
    public async Task Lists_and_batches_take_their_parameters_in_either_spelling()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddManyAsync("a", "b", "c");

        var page = await app.Http.GetJsonAsync("/v1/statements?pageSize=1&filter=date%3D2024-06-17");
        var token = page.GetProperty("nextPageToken").GetString();
        var next = await app.Http.GetJsonAsync($"/v1/statements?page_size=1&filter=date%3D2024-06-17&page_token={token}");
        var batch = await app.Http.GetJsonAsync(
            "/v1/statements:batchGet?names=statements/c&names=statements/none&names=statements/a&allow_missing=true");

        Assert.Equal(["statements/a"], NamesOf(page));
        Assert.Equal(["statements/b"], NamesOf(next));
        Assert.Equal(["statements/c", "statements/a"], NamesOf(batch));
    }

    [Theory]
    [InlineData("/v1/statements?filter=speaker%3D%22a%ffb%22", "filter")]
    [InlineData("/v1/statements:search?query=%C3", "query")]
    [InlineData("/v1/statements?%ff=1", "%ff")]
    public async Task A_parameter_with_broken_UTF_8_is_refused_by_its_name(string path, string field)
    {
        await using var app = await StatementsApp.StartAsync();

        using var response = await app.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains($"\"field\": \"{field}\"".Replace(" ", "", StringComparison.Ordinal), body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_the_greatest_size_and_a_filter_of_the_greatest_length_fit_into_a_path()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddAsync("a");
        var names = string.Concat(Enumerable.Range(0, 999).Select(i => $"&names=statements/{new string('x', 30)}-{i}"));

        var batch = await app.Http.GetJsonAsync($"/v1/statements:batchGet?allow_missing=true&names=statements/a{names}");
        var list = await app.Http.GetJsonAsync($"/v1/statements?filter={Uri.EscapeDataString($"speaker = '{new string('Ї', 1900)}'")}");

        Assert.Equal(["statements/a"], NamesOf(batch));
        Assert.Empty(NamesOf(list));
    }

    [Fact]
    public async Task Sources_work_alike()
    {
        await using var app = await StatementsApp.StartAsync();

        await app.Http.PostJsonAsync("/v1/sources?sourceId=briefing", JsonFormatter.Default.Format(Sample.Source()));

        var source = await app.Http.GetJsonAsync("/v1/sources/briefing");
        Assert.Equal("Euromaidan Press", source.GetProperty("publisher").GetString());
        Assert.Single((await app.Http.GetJsonAsync("/v1/sources")).GetProperty("sources").EnumerateArray());
        Assert.Single((await app.Http.GetJsonAsync("/v1/sources:batchGet?names=sources/briefing")).GetProperty("sources").EnumerateArray());
    }

    [Fact]
    public async Task What_does_not_exist_is_answered_with_404_and_the_same_details()
    {
        await using var app = await StatementsApp.StartAsync();

        var error = await app.Http.GetJsonAsync("/v1/statements/none", HttpStatusCode.NotFound);

        Assert.Equal("RESOURCE_NOT_FOUND", error.Reason());
        Assert.Equal(5, error.GetProperty("code").GetInt32());
        Assert.Equal("statements/none", error.Detail("google.rpc.ResourceInfo").GetProperty("resourceName").GetString());
    }

    [Fact]
    public async Task Conflicts_are_answered_with_409()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddAsync("kirby");

        var taken = await app.Http.PostJsonAsync("/v1/statements?statement_id=kirby", Statement, HttpStatusCode.Conflict);
        var stale = await app.Http.PostJsonAsync("/v1/statements/kirby:publish", """{"etag":"\"9\""}""", HttpStatusCode.Conflict);

        Assert.Equal("RESOURCE_ALREADY_EXISTS", taken.Reason());
        Assert.Equal("ETAG_MISMATCH", stale.Reason());
        Assert.Equal("\"1\"", stale.Detail("google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("etag").GetString());
    }

    [Theory]
    [InlineData("/v1/statements/Not%20a%20name", "name")]
    [InlineData("/v1/statements?page_size=-1", "page_size")]
    [InlineData("/v1/statements?page_size=ten", "page_size")]
    [InlineData("/v1/statements?page_size=", "page_size")]
    [InlineData("/v1/statements?page_size=1&page_size=2", "page_size")]
    [InlineData("/v1/statements?page_sise=10", "page_sise")]
    [InlineData("/v1/statements?filter=title%3Dx", "filter")]
    [InlineData("/v1/statements?page_token=x", "page_token")]
    [InlineData("/v1/statements:batchGet?names=statements/a&allow_missing=maybe", "allow_missing")]
    [InlineData("/v1/statements:batchGet", "names")]
    [InlineData("/v1/statements:search", "query")]
    [InlineData("/v1/statements:search?q=kirby&query=kirby", "q")]
    [InlineData("/v1/statements:search?query=kirby&page_size=101", "page_size")]
    [InlineData("/v1/statements:batchGet?names=sources/a", "names[0]")]
    [InlineData("/v1/statements/kirby?name=statements/other", "name")]
    [InlineData("/v1/statements/kirby?etag=x", "etag")]
    public async Task A_path_or_parameter_that_is_wrong_is_named(string path, string field)
    {
        await using var app = await StatementsApp.StartWithSourceAsync();

        var error = await app.Http.GetJsonAsync(path, HttpStatusCode.BadRequest);

        Assert.Equal([field], error.Fields());
        Assert.Equal(3, error.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task All_parameters_that_are_wrong_are_named_at_once()
    {
        await using var app = await StatementsApp.StartAsync();

        var error = await app.Http.GetJsonAsync("/v1/statements?as_off=x&page_size=y", HttpStatusCode.BadRequest);

        Assert.Equal("FIELD_INVALID", error.Reason());
        Assert.Equal(["as_off", "page_size"], error.Fields());
    }

    private static IEnumerable<string?> NamesOf(JsonElement page) =>
        page.GetProperty("statements").EnumerateArray().Select(statement => statement.GetProperty("name").GetString());
}
