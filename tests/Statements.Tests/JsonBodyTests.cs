using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AllianceServices.TestKit;
using Google.Protobuf;

namespace AllianceServices.Statements.Tests;

public class JsonBodyTests(RegisterWithSource register) : IClassFixture<RegisterWithSource>
{
    private const string Create = "/v1/statements?statement_id=kirby";

    private static JsonObject Good => JsonNode.Parse(JsonFormatter.Default.Format(Sample.FullStatement()))!.AsObject();

    [Theory]
    [InlineData("GET", "/v1/statement")]
    [InlineData("GET", "/v1/statements/a/b")]
    [InlineData("DELETE", "/v1/statements/kirby")]
    public async Task A_path_that_is_no_methods_is_told(string method, string path)
    {
        using var answer = await register.App.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(5, (int)error["code"]!);
        Assert.Equal($"There is no method at {method} {path}.", (string?)error["message"]);
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_refused()
    {
        using var body = new StringContent(Good.ToJsonString(), Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await register.App.Http.PostAsync(Create, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"content-type\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("speeker", "\"x\"", "statement.speeker")]
    [InlineData("stance", "\"STANCE_WARM\"", "statement.stance")]
    [InlineData("stance", "99", "statement.stance")]
    [InlineData("stance", "true", "statement.stance")]
    [InlineData("date", "20240617", "statement.date")]
    [InlineData("date", "\"soon\"", "statement.date")]
    [InlineData("countries", "\"US\"", "statement.countries")]
    [InlineData("countries", "[\"US\", 5]", "statement.countries[1]")]
    [InlineData("countries", "null", "statement.countries")]
    [InlineData("countries", "[null]", "statement.countries[0]")]
    [InlineData("speaker", "{\"name\":\"x\"}", "statement.speaker")]
    [InlineData("speaker", "\"lone surrogate \\ud800\"", "statement")]
    [InlineData("speaker_role", "\"twice, as the body has speakerRole\"", "statement.speaker_role")]
    [InlineData("positions", "[{\"stanse\":1}]", "statement.positions[0].stanse")]
    [InlineData("positions", "[5]", "statement.positions[0]")]
    [InlineData("positions", "[null]", "statement.positions[0]")]
    [InlineData("claims", "[{\"low\":\"many\"}]", "statement.claims[0].low")]
    [InlineData("claims", "[{\"low\":1.5}]", "statement.claims[0].low")]
    [InlineData("claims", "[{\"low\":99999999999}]", "statement.claims[0].low")]
    [InlineData("claims", "[{\"includesOrganizations\":\"yes\"}]", "statement.claims[0].includes_organizations")]
    [InlineData("claims", "[{\"includesOrganizations\":\"true\"}]", "statement.claims[0].includes_organizations")]
    [InlineData("createTime", "\"yesterday\"", "statement.create_time")]
    public async Task A_field_that_is_wrong_is_named(string property, string value, string field)
    {
        var text = Good.ToJsonString();
        var body = Good.ContainsKey(property)
            ? text.Replace($"\"{property}\":{Good[property]!.ToJsonString()}", $"\"{property}\":{value}", StringComparison.Ordinal)
            : text.Insert(1, $"\"{property}\":{value},");

        var error = await register.App.Http.PostJsonAsync(Create, body, HttpStatusCode.BadRequest);

        Assert.Equal("FIELD_INVALID", error.Reason());
        Assert.Equal([field], error.Fields());
        Assert.Equal(1, await register.App.ReadHeadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"statement\"")]
    [InlineData("{\"speaker\":\"x\",}")]
    [InlineData("{\"speaker\":\"\\x\"}")]
    [InlineData("not json at all")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        var error = await register.App.Http.PostJsonAsync(Create, body, HttpStatusCode.BadRequest);

        Assert.Equal("FIELD_INVALID", error.Reason());
        Assert.Equal(["statement"], error.Fields());
    }

    [Fact]
    public async Task A_body_that_nests_without_end_is_refused()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        var error = await register.App.Http.PostJsonAsync(Create, body, HttpStatusCode.BadRequest);

        Assert.Equal(["statement"], error.Fields());
    }

    [Fact]
    public async Task A_body_larger_than_four_megabytes_is_refused_by_its_size()
    {
        var body = $"{{\"speaker\":\"{new string('x', 5 * 1024 * 1024)}\"}}";

        var error = await register.App.Http.PostJsonAsync(Create, body, HttpStatusCode.BadRequest);

        Assert.Equal(["statement"], error.Fields());
        Assert.Contains("larger", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/statements/kirby:publish", "{\"etagg\":\"x\"}", "etagg")]
    [InlineData("/v1/statements/kirby:publish", "[]", "body")]
    [InlineData("/v1/statements/kirby:publish", "{\"requestId\":\"x\"}", "request_id")]
    [InlineData("/v1/statements/kirby:publish?etag=x", "{}", "etag")]
    public async Task A_publish_that_is_wrong_is_refused(string path, string body, string field)
    {
        var error = await register.App.Http.PostJsonAsync(path, body, HttpStatusCode.BadRequest);

        Assert.Equal([field], error.Fields());
    }

    [Fact]
    public async Task Both_spellings_of_fields_and_numbers_for_enums_are_read()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        var body = Good;
        body["speaker_role"] = body["speakerRole"]!.GetValue<string>();
        body.Remove("speakerRole");
        body["stance"] = 2;
        body["venue"] = null;

        var created = await app.Http.PostJsonAsync(Create, body.ToJsonString());

        Assert.Equal("White House spokesperson", created.GetProperty("speakerRole").GetString());
        Assert.Equal("STANCE_SUPPORTS", created.GetProperty("stance").GetString());
        Assert.Equal("", created.GetProperty("venue").GetString());
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_refused_as_such()
    {
        using var content = new StringContent(Good.ToJsonString(), Encoding.UTF8, "text/plain");

        using var response = await register.App.Http.PostAsync(new Uri(Create, UriKind.Relative), content);

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal(1, await register.App.ReadHeadAsync());
    }
}
