using System.Net;
using System.Text.Json;
using Microsoft.OpenApi;

namespace AllianceServices.SystemTests;

/// <summary>The Gateway serves a description of its JSON API, and answers as it says.</summary>
public class OpenApiTests(ImportedSystem imported)
{
    private const string Json = "application/json";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/tracks/{track}/readiness", "/v1/tracks/nato-ukraine/readiness?as_of=2024-06-17", 300)]
    [InlineData("/v1/tracks/{track}/readiness", "/v1/tracks/eu-ukraine/readiness", 300)]
    [InlineData("/v1/tracks/{track}/readiness:compare", "/v1/tracks/nato-ukraine/readiness:compare?from=2022-02-23&to=2024-07-11", 30)]
    [InlineData("/v1/tracks/{track}/readiness:changes", "/v1/tracks/nato-ukraine/readiness:changes?page_size=1000", 300)]
    [InlineData("/v1/tracks/{track}/claims:check", "/v1/tracks/nato-ukraine/claims:check", 10)]
    [InlineData("/v1/tracks/{track}/memberPositions", "/v1/tracks/nato-ukraine/memberPositions", 30)]
    [InlineData("/v1/tracks/{track}/positions/{party}:history", "/v1/tracks/nato-ukraine/positions/HU:history", 10)]
    [InlineData("/v1/statements", "/v1/statements?page_size=1000", 300)]
    [InlineData("/v1/agreements", "/v1/agreements?page_size=1000", 300)]
    [InlineData("/v1/organizations", "/v1/organizations?page_size=1000", 30)]
    [InlineData("/v1/tracks/{track}/criteria", "/v1/tracks/nato-ukraine/criteria?page_size=1000", 30)]
    [InlineData("/v1/tracks/{track}/positions", "/v1/tracks/nato-ukraine/positions?page_size=1000", 300)]
    public async Task An_answer_is_as_described(string path, string call, int least)
    {
        using var response = await imported.Json.GetAsync(new Uri(call, UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(await CheckAsync(response, path, "200") >= least);
    }

    [Theory]
    [InlineData("/v1/tracks/{track}/readiness", "/v1/tracks/nato-nowhere/readiness", HttpStatusCode.NotFound)]
    [InlineData("/v1/tracks/{track}/readiness", "/v1/tracks/nato-ukraine/readiness?as_of=tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("/v1/statements/{statement}", "/v1/statements/nobody-said-this", HttpStatusCode.NotFound)]
    public async Task An_error_is_as_described(string path, string call, HttpStatusCode status)
    {
        using var response = await imported.Json.GetAsync(new Uri(call, UriKind.Relative), Ct);

        Assert.Equal(status, response.StatusCode);
        // code, message, details, and the type of each detail.
        Assert.True(await CheckAsync(response, path, "default") >= 4);
    }

    /// <summary>Checks an answer and returns how many properties it holds.</summary>
    private async Task<int> CheckAsync(HttpResponseMessage response, string path, string answer)
    {
        var text = await imported.Json.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct);
        var document = OpenApiDocument.Parse(text, "json").Document!;
        var schema = document.Paths[path].Operations![HttpMethod.Get].Responses![answer].Content![Json].Schema!;
        Assert.Equal(Json, response.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        return Check(body.RootElement, schema, "$");
    }

    private static int Check(JsonElement value, IOpenApiSchema schema, string path)
    {
        if (schema is { Type: null, AllOf: [var only] })
        {
            return Check(value, only, path);
        }
        var expected = value.ValueKind switch
        {
            JsonValueKind.Object => JsonSchemaType.Object,
            JsonValueKind.Array => JsonSchemaType.Array,
            JsonValueKind.String => JsonSchemaType.String,
            JsonValueKind.True or JsonValueKind.False => JsonSchemaType.Boolean,
            JsonValueKind.Number => schema.Type == JsonSchemaType.Integer && value.TryGetInt32(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number,
            _ => JsonSchemaType.Null,
        };
        Assert.True(schema.Type == expected, $"{path} is {expected}, and described as {schema.Type}");
        return expected switch
        {
            JsonSchemaType.Object => CheckObject(value, schema, path),
            JsonSchemaType.Array => value.EnumerateArray().Select((item, i) => Check(item, schema.Items!, $"{path}[{i}]")).Sum(),
            JsonSchemaType.String => CheckText(value.GetString()!, schema, path),
            _ => 0,
        };
    }

    private static int CheckObject(JsonElement value, IOpenApiSchema schema, string path)
    {
        Assert.Subset(value.EnumerateObject().Select(property => property.Name).ToHashSet(), schema.Required?.ToHashSet() ?? []);
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            IOpenApiSchema? known = null;
            schema.Properties?.TryGetValue(property.Name, out known);
            Assert.True(known is not null || schema.AdditionalProperties is not null, $"{path}.{property.Name} is not described");
            count += 1 + (known is null ? 0 : Check(property.Value, known, $"{path}.{property.Name}"));
        }
        return count;
    }

    private static int CheckText(string text, IOpenApiSchema schema, string path)
    {
        if (schema.Enum is { Count: > 0 } values)
        {
            Assert.True(values.Any(known => known.GetValue<string>() == text), $"{path} is {text}, which is not described");
        }
        var isGood = schema.Format switch
        {
            "int64" => long.TryParse(text, out _),
            "date-time" => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        Assert.True(isGood, $"{path} is {text}, which is not {schema.Format}");
        return 0;
    }
}
