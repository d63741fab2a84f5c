using System.Net;
using System.Text;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>JSON calls at the Gateway are answered as at the register, errors included.</summary>
public class ForwardedJsonTests(ImportedSystem imported)
{
    private const int TooLarge = 5 * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("statements", "/v1/statements/kirby-2024-06-17", 200)]
    [InlineData("statements", "/v1/statements?page_size=2&filter=date%20%3E%3D%20%222024-06-01%22", 200)]
    [InlineData("statements", "/v1/statements:batchGet?names=statements/kirby-2024-06-17", 200)]
    [InlineData("statements", "/v1/statements:search?query=%22signed+agreements%22+kirb*&page_size=2", 200)]
    [InlineData("statements", "/v1/statements:search?query=*", 400)]
    [InlineData("statements", "/v1/sources/euromaidanpress-kirby-2024-06", 200)]
    [InlineData("agreements", "/v1/agreements?page_size=3", 200)]
    [InlineData("criteria", "/v1/organizations/nato", 200)]
    [InlineData("criteria", "/v1/tracks", 200)]
    [InlineData("criteria", "/v1/tracks:batchGet?names=tracks/nato-ukraine", 200)]
    [InlineData("criteria", "/v1/tracks/nato-ukraine", 200)]
    [InlineData("criteria", "/v1/tracks/nato-ukraine/positions/HU", 200)]
    [InlineData("criteria", "/v1/tracks/nato-ukraine/criteria/nato-war-ended/assessments:batchGet?names=tracks/nato-ukraine/criteria/nato-war-ended/assessments/2024-06-17", 200)]
    [InlineData("statements", "/v1/statements/none", 404)]
    [InlineData("statements", "/v1/statements/Not%20a%2Fname", 400)]
    [InlineData("statements", "/v1/statements?page_sise=2", 400)]
    [InlineData("statements", "/v1/statements:unheardOf", 404)]
    [InlineData("statements", "/v1/statements/kirby-2024-06-17/unheard/of", 404)]
    [InlineData("criteria", "/v1/tracks/nato-ukraine/unheardOf", 404)]
    public async Task A_read_is_answered_alike(string register, string path, int status)
    {
        var direct = await SendAsync(Register(register), HttpMethod.Get, path);
        var forwarded = await SendAsync(Gateway, HttpMethod.Get, path);

        Assert.Equal(direct, forwarded);
        Assert.Equal((HttpStatusCode)status, forwarded.Status);
    }

    [Theory]
    [InlineData("/v1/statements/kirby-2024-06-17:publish", "{}", 200)]
    [InlineData("/v1/statements/kirby-2024-06-17:publish", """{"etag":"\"none\""}""", 409)]
    [InlineData("/v1/statements/none:publish", "{}", 404)]
    [InlineData("/v1/statements?statement_id=x", """{"colour":"blue"}""", 400)]
    [InlineData("/v1/statements?statement_id=x", "{", 400)]
    [InlineData("/v1/statements/kirby-2024-06-17", "{}", 404)]
    public async Task A_write_is_answered_alike(string path, string body, int status)
    {
        var direct = await SendAsync(Register("statements"), HttpMethod.Post, path, body);
        var forwarded = await SendAsync(Gateway, HttpMethod.Post, path, body);

        Assert.Equal(direct, forwarded);
        Assert.Equal((HttpStatusCode)status, forwarded.Status);
    }

    [Fact]
    public async Task A_header_that_the_register_refuses_is_refused_here_as_there()
    {
        var answers = new List<HttpStatusCode>();
        foreach (var address in new[] { Register("statements"), Gateway })
        {
            using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
            using var http = new HttpClient(handler) { BaseAddress = address };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/statements/kirby-2024-06-17:publish");
            request.Headers.Add("alliance-actor", "Їжак");
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, Ct);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], answers);
    }

    [Fact]
    public async Task The_registers_own_limit_holds_for_a_body()
    {
        var forwarded = await SendAsync(Gateway, HttpMethod.Post, "/v1/statements?statement_id=x", new string(' ', TooLarge));

        Assert.Equal(HttpStatusCode.BadRequest, forwarded.Status);
        Assert.Contains("must not be larger", forwarded.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/unheardOf")]
    [InlineData("POST", "/v1")]
    [InlineData("DELETE", "/v1/tracks/nato-ukraine/readiness")]
    public async Task A_path_that_nobody_serves_is_refused_with_details(string method, string path)
    {
        var (status, type, body) = await SendAsync(Gateway, new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("application/json", type);
        Assert.Contains("RESOURCE_NOT_FOUND", body, StringComparison.Ordinal);
        Assert.Contains($"There is no method at {method} {path}.", body, StringComparison.Ordinal);
    }

    private Uri Gateway => imported.System.Local.Gateway.Addresses.Http;

    private Uri Register(string name) =>
        imported.System.ServiceNamed(name).Addresses.Http;

    private async Task<(HttpStatusCode Status, string? Type, string Body)> SendAsync(
        Uri service, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(service, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await imported.Json.SendAsync(request, Ct);
        return (response.StatusCode, response.Content.Headers.ContentType?.ToString().Split(';')[0], await response.Content.ReadAsStringAsync(Ct));
    }
}
