using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AllianceServices.DevSidecar;

/// <summary>
/// Writes JSON byte for byte as Go's encoding/json does, because daprd's output reaches the app's eyes: object
/// keys sorted, HTML characters escaped, numbers as float64 where it parsed them so.
/// </summary>
internal static class GoJson
{
    /// <summary>Numbers keep their digits, as with Go's Decoder.UseNumber.</summary>
    public static string WritePrecise(JsonElement element) => Write(element, precise: true);

    /// <summary>Numbers go through float64, as with Go's plain Unmarshal.</summary>
    public static string WriteLossy(JsonElement element) => Write(element, precise: false);

    /// <summary>Writes an object whose values are JSON texts already.</summary>
    public static string WriteObject(SortedDictionary<string, string> fields)
    {
        var text = new StringBuilder("{");
        foreach (var (name, json) in fields)
        {
            text.Append(text.Length > 1 ? "," : "").Append(Quote(name)).Append(':').Append(json);
        }
        return text.Append('}').ToString();
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        AppendQuoted(text, value);
        return text.ToString();
    }

    private static string Write(JsonElement element, bool precise)
    {
        var text = new StringBuilder();
        Append(text, element, precise);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element, bool precise)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, element, precise);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    text.Append(first ? "" : ",");
                    first = false;
                    Append(text, item, precise);
                }
                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendQuoted(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(precise ? element.GetRawText() : FormatFloat(element.GetDouble()));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement element, bool precise)
    {
        var sorted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            sorted[property.Name] = property.Value;
        }
        text.Append('{');
        var first = true;
        foreach (var (name, value) in sorted)
        {
            text.Append(first ? "" : ",");
            first = false;
            AppendQuoted(text, name);
            text.Append(':');
            Append(text, value, precise);
        }
        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' =>
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }

    // Both find the shortest digits, but Go goes over to an exponent below 1e-6 and from 1e21 on, .NET elsewhere.
    private static string FormatFloat(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new JsonException("a number is out of the range of float64");
        }
        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        if (parts.Length == 1)
        {
            return parts[0];
        }
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is < -6 or >= 21
            ? string.Create(CultureInfo.InvariantCulture, $"{parts[0]}e{exponent:+0;-0}")
            : PlainDigits(parts[0], exponent);
    }

    private static string PlainDigits(string mantissa, int exponent)
    {
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1
                ? sign + digits.PadRight(exponent + 1, '0')
                : sign + digits.Insert(exponent + 1, ".");
    }
}
