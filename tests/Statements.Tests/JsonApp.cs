using System.Net;
using System.Text;
using System.Text.Json;

namespace AllianceServices.Statements.Tests;

/// <summary>JSON calls and what their answers hold.</summary>
internal static class JsonApp
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)), expected);

    public static async Task<JsonElement> PostJsonAsync(
        this HttpClient http, string path, string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await ReadAsync(await http.PostAsync(new Uri(path, UriKind.Relative), content), expected);
    }

    /// <summary>The one detail of a type, `google.rpc.BadRequest`.</summary>
    public static JsonElement Detail(this JsonElement error, string type) =>
        error.GetProperty("details").EnumerateArray().Single(detail => detail.GetProperty("@type").GetString() == "type.googleapis.com/" + type);

    public static string? Reason(this JsonElement error) => error.Detail("google.rpc.ErrorInfo").GetProperty("reason").GetString();

    /// <summary>The paths of the fields that are wrong.</summary>
    public static IEnumerable<string?> Fields(this JsonElement error) =>
        error.Detail("google.rpc.BadRequest").GetProperty("fieldViolations").EnumerateArray()
            .Select(violation => violation.GetProperty("field").GetString());

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
