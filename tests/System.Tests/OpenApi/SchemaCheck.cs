using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;

namespace AllianceServices.SystemTests.OpenApi;

/// <summary>
/// Holds JSON against a schema, more strictly than OpenAPI asks: a property that the schema does not name is wrong, because a
/// client made from the document would not see it.
/// </summary>
internal static class SchemaCheck
{
    /// <summary>What does not fit, each with its place; none if all does.</summary>
    public static IReadOnlyList<string> Problems(JsonElement json, IOpenApiSchema schema) => [.. Check(json, schema, "$")];

    private static IEnumerable<string> Check(JsonElement json, IOpenApiSchema schema, string place)
    {
        if (schema.AllOf is { Count: > 0 } parts)
        {
            return parts.SelectMany(part => Check(json, part, place));
        }
        var fits = (schema.Type, json.ValueKind) switch
        {
            (JsonSchemaType.Object, JsonValueKind.Object) => true,
            (JsonSchemaType.Array, JsonValueKind.Array) => true,
            (JsonSchemaType.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
            (JsonSchemaType.Integer, JsonValueKind.Number) => json.TryGetInt32(out _),
            (JsonSchemaType.Number, JsonValueKind.Number) => true,
            (JsonSchemaType.String, JsonValueKind.String) => IsWritten(json.GetString()!, schema),
            _ => false,
        };
        return (fits, json.ValueKind) switch
        {
            (false, _) => [$"{place}: {json.ValueKind} {Shorten(json)} is no {schema.Type?.ToString() ?? "value of a known type"} {schema.Format}".TrimEnd()],
            (_, JsonValueKind.Object) => CheckObject(json, schema, place),
            (_, JsonValueKind.Array) => json.EnumerateArray().Index().SelectMany(item => Check(item.Item, schema.Items!, $"{place}[{item.Index}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> CheckObject(JsonElement json, IOpenApiSchema schema, string place)
    {
        var missing = (schema.Required ?? new HashSet<string>())
            .Where(name => !json.TryGetProperty(name, out _))
            .Select(name => $"{place}.{name}: is required");
        return missing.Concat(json.EnumerateObject().SelectMany(property =>
            schema.Properties?.TryGetValue(property.Name, out var known) == true ? Check(property.Value, known, $"{place}.{property.Name}")
            // Only a message of any type, in the details of an error, is open.
            : schema.AdditionalProperties is not null ? []
            : [$"{place}.{property.Name}: is not in the schema"]));
    }

    private static bool IsWritten(string text, IOpenApiSchema schema) => schema.Format switch
    {
        "int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => schema.Enum is not { Count: > 0 } values || values.Any(value => value.GetValue<string>() == text),
    };

    private static string Shorten(JsonElement json) => json.GetRawText() is { Length: > 60 } text ? text[..60] : json.GetRawText();
}
