using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.Contracts;

/// <summary>
/// Whether JSON is what a message of the contract can hold, with the path of each field that is not. The parser of protobuf
/// stops at the first fault and does not say where it is.
/// </summary>
public static partial class JsonShape
{
    /// <summary>What is wrong with a JSON value that should be a message.</summary>
    /// <param name="json">The value.</param>
    /// <param name="message">The message.</param>
    /// <param name="path">The path of the value, with which the paths of fields begin; empty for a value that is all there is.</param>
    /// <param name="whole">What a value without a path is called.</param>
    public static IEnumerable<JsonFault> Check(JsonElement json, MessageDescriptor message, string path, string whole)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            yield return new(path.Length > 0 ? path : whole, "must be a JSON object");
            yield break;
        }
        var given = new HashSet<FieldDescriptor>();
        foreach (var property in json.EnumerateObject())
        {
            var field = FieldNamed(message, property.Name);
            var name = (path.Length > 0 ? path + "." : "") + (field?.Name ?? property.Name);
            var faults = field is null ? [new(name, $"is not a field of {message.Name}")]
                : !given.Add(field) ? [new(name, "must be given once")]
                : property.Value.ValueKind == JsonValueKind.Null && !field.IsRepeated ? []
                : CheckField(property.Value, field, name);
            foreach (var fault in faults)
            {
                yield return fault;
            }
        }
    }

    /// <summary>The field of a name, as the contract or as JSON writes it.</summary>
    public static FieldDescriptor? FieldNamed(MessageDescriptor message, string name) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);

    /// <summary>Whether a field can hold a value, given as text.</summary>
    public static bool IsReadable(FieldDescriptor field, string value) => field.FieldType switch
    {
        FieldType.Int32 => WholeNumber().IsMatch(value) && int.TryParse(value, CultureInfo.InvariantCulture, out _),
        FieldType.Int64 => WholeNumber().IsMatch(value) && long.TryParse(value, CultureInfo.InvariantCulture, out _),
        FieldType.Double => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real),
        FieldType.Bool => value is "true" or "false",
        FieldType.Enum => field.EnumType.FindValueByName(value) is not null
            || (int.TryParse(value, out var number) && field.EnumType.FindValueByNumber(number) is not null),
        // Names are looked up where the mask is applied.
        FieldType.Message when field.MessageType == FieldMask.Descriptor => true,
        FieldType.Message => IsReadableMessage(field.MessageType, value),
        _ => true,
    };

    /// <summary>What a field takes, in words that follow its name.</summary>
    public static string Expectation(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => "must be true or false",
        FieldType.String => "must be a string",
        FieldType.Enum => $"must be one of {string.Join(", ", field.EnumType.Values.Skip(1).Select(value => value.Name))}",
        FieldType.Message => "must be an instant such as 2024-06-17T12:00:00Z",
        FieldType.Double => "must be a number",
        _ => "must be a whole number",
    };

    private static IEnumerable<JsonFault> CheckField(JsonElement json, FieldDescriptor field, string path) => !field.IsRepeated
        ? CheckValue(json, field, path)
        : json.ValueKind == JsonValueKind.Array
            ? json.EnumerateArray().Index().SelectMany(item => CheckValue(item.Item, field, $"{path}[{item.Index}]"))
            : [new(path, "must be a list")];

    private static IEnumerable<JsonFault> CheckValue(JsonElement json, FieldDescriptor field, string path)
    {
        if (field.FieldType == FieldType.Message && !IsWellKnown(field.MessageType))
        {
            return Check(json, field.MessageType, path, whole: path);
        }
        return IsWritten(json.ValueKind, field.FieldType)
            // A string of digits is a parameter's way to write a number; protobuf's parser takes it for a name.
            && !(field.FieldType == FieldType.Enum && json.ValueKind == JsonValueKind.String && char.IsAsciiDigit(json.GetString()!.FirstOrDefault()))
            && IsReadable(field, json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText())
            ? [] : [new(path, Expectation(field))];
    }

    // Whole numbers and enums may be written as numbers or as strings; everything else as what it is. The transcoding reads no
    // fractions from strings, and the contract has no use for the ones that only strings can hold: NaN and the infinities.
    private static bool IsWritten(JsonValueKind kind, FieldType type) => type switch
    {
        FieldType.Bool => kind is JsonValueKind.True or JsonValueKind.False,
        FieldType.String or FieldType.Message => kind == JsonValueKind.String,
        FieldType.Double => kind == JsonValueKind.Number,
        _ => kind is JsonValueKind.Number or JsonValueKind.String,
    };

    private static bool IsReadableMessage(MessageDescriptor message, string value)
    {
        try
        {
            JsonParser.Default.Parse($"\"{JavaScriptEncoder.Default.Encode(value)}\"", message);
            return true;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidOperationException)
        {
            return false;
        }
    }

    // As JSON writes it: protobuf's parser takes no spaces, no plus and no zeros before it.
    [GeneratedRegex("^-?(0|[1-9][0-9]*)$")]
    private static partial Regex WholeNumber();

    private static bool IsWellKnown(MessageDescriptor message) =>
        message.File.Package.StartsWith("google.protobuf", StringComparison.Ordinal);
}

/// <summary>One thing that is wrong with JSON.</summary>
/// <param name="Field">The path of the field.</param>
/// <param name="Description">What is wrong, in words that follow the field's name.</param>
public sealed record JsonFault(string Field, string Description);
