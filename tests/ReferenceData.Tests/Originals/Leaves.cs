using System.Text.Json;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>A JSON value taken apart: `positions[0].stance` and its value, for every scalar in it.</summary>
internal static class Leaves
{
    public static IEnumerable<KeyValuePair<string, JsonElement>> Of(JsonElement element, string path = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(field => Of(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Of(item, $"{path}[{index}]")),
            _ => [new(path, element)],
        };

    /// <summary>The leaves of a shipped row, each value as its JSON text, so that "5" and 5 differ.</summary>
    public static SortedDictionary<string, string> Shipped(JsonElement row)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in Of(row))
        {
            leaves.Add(path, Json(value));
        }
        return leaves;
    }

    public static string Json(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? Quoted(value.GetString()!) : value.GetRawText();

    // Not JSON's own escaping: two spellings of one string must compare equal.
    public static string Quoted(string text) => $"\"{text}\"";
}
