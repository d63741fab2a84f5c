using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AllianceServices.TestKit;

namespace AllianceServices.Statements.Tests;

/// <summary>Over JSON tokens are HTTP headers. A JSON call has no deadline, so that the option decides how long it waits.</summary>
public class FreshnessJsonTests
{
    private const string Source = "/v1/sources/briefing";

    [Fact]
    public async Task A_write_answers_with_a_token_and_a_read_carries_it()
    {
        await using var app = await StatementsApp.StartAsync();

        using var written = await app.Http.PostAsJsonAsync(new Uri("/v1/sources?source_id=briefing", UriKind.Relative), new
        {
            publisher = "The Gazette",
            language = "en",
            confidence = "CONFIDENCE_VERIFIED",
            basis = "BASIS_TEXT_SEEN",
        });
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal("application/json", written.Content.Headers.ContentType?.MediaType);
        var token = Assert.Single(written.Headers.GetValues(Tokens.Header));
        var (status, source) = await GetAsync(app, token);

        Assert.Equal("statements/1", token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("The Gazette", source.GetProperty("publisher").GetString());
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_503()
    {
        await using var app = await StatementsApp.StartAsync("--Freshness:Patience=00:00:00.1");
        await app.AddSourceAsync("briefing");

        var (status, error) = await GetAsync(app, "statements/1,statements/2");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("FRESHNESS_NOT_REACHED", error.Reason());
        Assert.Equal("statements/2", error.Detail("google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("token").GetString());
        Assert.NotEmpty(error.Detail("google.rpc.RetryInfo").GetProperty("retryDelay").GetString()!);
    }

    [Fact]
    public async Task What_is_no_token_is_400()
    {
        await using var app = await StatementsApp.StartAsync();

        var (status, error) = await GetAsync(app, "statements/twelve");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("FIELD_INVALID", error.Reason());
        Assert.Equal([Tokens.Header], error.Fields());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(StatementsApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Source);
        request.Headers.Add(Tokens.Header, token);
        using var response = await app.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
