using System.Net;
using System.Text;
using System.Text.Json;

namespace AllianceServices.Agreements.Tests;

public class JsonTests
{
    private const string Body = """
        {
          "title": "Bilateral Security Agreement",
          "parties": [{ "country": "UA" }, { "organization": "organizations/eu" }],
          "type": "AGREEMENT_TYPE_SECURITY_COMMITMENTS",
          "events": [{ "state": "LIFECYCLE_STATE_SIGNED", "date": "2024-06-27" }],
          "commitments": [{ "kind": "military", "amount": "5000000000", "unit": "UNIT_CURRENCY", "currency": "EUR" }],
          "sources": ["sources/consilium"],
          "confidence": "CONFIDENCE_VERIFIED"
        }
        """;

    [Fact]
    public async Task An_agreement_is_created_and_read_as_json()
    {
        await using var app = await AgreementsApp.StartAsync();

        var (status, created) = await PostAsync(app, "/v1/agreements?agreement_id=ua-eu-2024", Body);
        var got = JsonDocument.Parse(await app.Http.GetStringAsync(new Uri("/v1/agreements/ua-eu-2024", UriKind.Relative))).RootElement;

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(JsonElement.DeepEquals(created, got), $"{created} {got}");
        Assert.Equal("agreements/ua-eu-2024", got.GetProperty("name").GetString());
        Assert.Equal("2024-06-27", got.GetProperty("signedOn").GetString());
        Assert.Equal("LIFECYCLE_STATE_SIGNED", got.GetProperty("state").GetString());
        Assert.Equal("organizations/eu", got.GetProperty("parties")[1].GetProperty("organization").GetString());
        Assert.Equal("5000000000", got.GetProperty("commitments")[0].GetProperty("amount").ToString());
    }

    [Fact]
    public async Task A_rule_that_is_broken_names_its_field_in_json_too()
    {
        await using var app = await AgreementsApp.StartAsync();

        var (status, error) = await PostAsync(
            app, "/v1/agreements?agreement_id=a", Body.Replace(", \"date\": \"2024-06-27\"", "", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var details = error.GetProperty("details").EnumerateArray().ToDictionary(detail => detail.GetProperty("@type").GetString()!);
        Assert.Equal("FIELD_INVALID", details["type.googleapis.com/google.rpc.ErrorInfo"].GetProperty("reason").GetString());
        var violation = Assert.Single(
            details["type.googleapis.com/google.rpc.BadRequest"].GetProperty("fieldViolations").EnumerateArray());
        Assert.Equal("agreement.events[0].date", violation.GetProperty("field").GetString());
        Assert.Empty(await app.ReadLogAsync());
    }

    private static async Task<(HttpStatusCode, JsonElement)> PostAsync(AgreementsApp app, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
