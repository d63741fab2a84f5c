using System.Text.Json;
using Microsoft.OpenApi;

namespace AllianceServices.SystemTests.OpenApi;

/// <summary>The check by which answers are held against the document notices what is wrong.</summary>
public class SchemaCheckTests
{
    private const string Document =
        """
        {
          "openapi": "3.0.4", "info": { "title": "Things", "version": "v1" }, "paths": {},
          "components": { "schemas": {
            "Colour": { "type": "string", "enum": ["RED", "BLUE"] },
            "Thing": { "type": "object", "required": ["id"], "properties": {
              "id": { "type": "string" }, "size": { "type": "string", "format": "int64" }, "count": { "type": "integer" },
              "time": { "type": "string", "format": "date-time" }, "on": { "type": "boolean" }, "share": { "type": "number" },
              "colour": { "allOf": [{ "$ref": "#/components/schemas/Colour" }] },
              "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
              "open": { "type": "object", "required": ["@type"], "properties": { "@type": { "type": "string" } }, "additionalProperties": {} }
            } }
          } }
        }
        """;

    private static readonly IOpenApiSchema Thing = OpenApiDocument.Parse(Document, "json").Document!.Components!.Schemas!["Thing"];

    [Fact]
    public void What_fits_is_accepted() => Assert.Empty(Problems(
        """
        {"id":"a","size":"-9223372036854775808","count":3,"time":"2024-06-17T12:00:00.5Z","on":true,"share":0.5,"colour":"BLUE",
         "parts":[{"id":""}],"open":{"@type":"x","more":[1]}}
        """));

    [Theory]
    [InlineData("""{}""", "$.id: is required")]
    [InlineData("""{"id":"a","weight":1}""", "$.weight: is not in the schema")]
    [InlineData("""{"id":"a","parts":[{"id":"b"},{"id":"c","weight":1}]}""", "$.parts[1].weight: is not in the schema")]
    [InlineData("""{"id":1}""", "$.id: Number 1 is no String")]
    [InlineData("""{"id":null}""", "$.id: Null null is no String")]
    [InlineData("""{"id":"a","size":7}""", "$.size: Number 7 is no String int64")]
    [InlineData("""{"id":"a","size":"much"}""", "$.size: String \"much\" is no String int64")]
    [InlineData("""{"id":"a","count":1.5}""", "$.count: Number 1.5 is no Integer")]
    [InlineData("""{"id":"a","share":"0.5"}""", "$.share: String \"0.5\" is no Number")]
    [InlineData("""{"id":"a","on":"true"}""", "$.on: String \"true\" is no Boolean")]
    [InlineData("""{"id":"a","time":"2024-06-17"}""", "$.time: String \"2024-06-17\" is no String date-time")]
    [InlineData("""{"id":"a","colour":"GREEN"}""", "$.colour: String \"GREEN\" is no String")]
    [InlineData("""{"id":"a","parts":{"id":"b"}}""", "$.parts: Object {\"id\":\"b\"} is no Array")]
    [InlineData("""{"id":"a","open":{"more":1}}""", "$.open.@type: is required")]
    [InlineData("""[]""", "$: Array [] is no Object")]
    public void What_does_not_fit_is_named(string json, string problem) => Assert.Equal([problem], Problems(json));

    private static IReadOnlyList<string> Problems(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return SchemaCheck.Problems(parsed.RootElement, Thing);
    }
}
