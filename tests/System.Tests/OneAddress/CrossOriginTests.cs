using System.Net;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>A web page may call the Gateway from an origin that the operator names, and from no other.</summary>
public class CrossOriginTests
{
    private const string Origin = "https://news.example";
    private const string Readiness = "/alliance.readiness.v1.ReadinessService/GetReadiness";
    private const string Statements = "/v1/statements";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_named_origin_may_call_and_read_the_outcome()
    {
        await using var system = await TestSystem.StartAsync($"--Cors:Origins:0={Origin}");
        using var http = new HttpClient { BaseAddress = system.Local.Gateway.Addresses.Http };

        foreach (var path in new[] { Readiness, Statements })
        {
            using var preflight = await AskAsync(http, HttpMethod.Options, path, Origin);
            Assert.Equal((HttpStatusCode.NoContent, Origin), (preflight.StatusCode, Allowed(preflight)));
            Assert.Null(Allowed(await AskAsync(http, HttpMethod.Options, path, "https://another.example")));
        }
        using var answer = await AskAsync(http, HttpMethod.Get, Statements, Origin);
        Assert.Equal((HttpStatusCode.OK, Origin), (answer.StatusCode, Allowed(answer)));
        Assert.Contains("grpc-status", answer.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_there_is_none()
    {
        await using var system = await TestSystem.StartAsync();
        using var http = new HttpClient { BaseAddress = system.Local.Gateway.Addresses.Http };

        Assert.Null(Allowed(await AskAsync(http, HttpMethod.Options, Readiness, Origin)));
        Assert.Null(Allowed(await AskAsync(http, HttpMethod.Get, Statements, Origin)));
    }

    [Theory]
    [InlineData("https://news.example/")]
    [InlineData("news.example")]
    [InlineData("ftp://news.example")]
    public async Task What_is_no_origin_keeps_the_Gateway_from_starting(string origin)
    {
        var failure = await Assert.ThrowsAsync<AllianceServices.ServiceDefaults.Hosting.StartupException>(() => TestSystem.StartAsync($"--Cors:Origins:0={origin}"));

        Assert.Contains("Cors:Origins must be origins such as https://news.example", failure.Message, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, HttpMethod method, string path, string origin) =>
        http.SendAsync(new HttpRequestMessage(method, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } }, Ct);

    private static string? Allowed(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null;
}
