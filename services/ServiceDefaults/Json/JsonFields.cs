using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace AllianceServices.ServiceDefaults.Json;

/// <summary>Whether query parameters and JSON bodies are what a message of the contract can hold.</summary>
internal static class JsonFields
{
    /// <summary>What is wrong with query parameters.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="request">The request that they fill.</param>
    /// <param name="isBound">Whether a field comes from the path or the body, so that a parameter of its name is not read.</param>
    public static List<FieldViolation> CheckQuery(
        IQueryCollection query, MessageDescriptor request, Func<FieldDescriptor, bool> isBound)
    {
        var violations = new List<FieldViolation>();
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (parameter, values) in query)
        {
            if (FindField(request, parameter) is not { } field || isBound(FieldNamed(request, parameter.Split('.')[0])!))
            {
                violations.Add(new(parameter, "is not a parameter of this method"));
            }
            else if (!field.IsRepeated && (values.Count > 1 || !given.Add(field.FullName)))
            {
                violations.Add(new(parameter, "must be given once"));
            }
            else if (values.Any(value => !IsReadable(field, value ?? "")))
            {
                violations.Add(new(parameter, Expectation(field)));
            }
        }
        return violations;
    }

    /// <summary>What is wrong with a JSON body.</summary>
    public static List<FieldViolation> CheckBody(JsonElement body, MessageDescriptor message, string path)
    {
        var violations = new List<FieldViolation>();
        CheckObject(body, message, path, violations);
        return violations;
    }

    private static void CheckObject(JsonElement json, MessageDescriptor message, string path, List<FieldViolation> violations)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            violations.Add(new(path.Length > 0 ? path : "body", "must be a JSON object"));
            return;
        }
        foreach (var property in json.EnumerateObject())
        {
            if (FieldViolation.Suffices(violations))
            {
                return;
            }
            var name = path.Length > 0 ? $"{path}.{property.Name}" : property.Name;
            if (FieldNamed(message, property.Name) is not { } field)
            {
                violations.Add(new(name, $"is not a field of {message.Name}"));
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                CheckField(property.Value, field, path.Length > 0 ? $"{path}.{field.Name}" : field.Name, violations);
            }
        }
    }

    private static void CheckField(JsonElement json, FieldDescriptor field, string path, List<FieldViolation> violations)
    {
        if (!field.IsRepeated)
        {
            CheckValue(json, field, path, violations);
        }
        else if (json.ValueKind != JsonValueKind.Array)
        {
            violations.Add(new(path, "must be a list"));
        }
        else
        {
            foreach (var (i, item) in json.EnumerateArray().Index().TakeWhile(_ => !FieldViolation.Suffices(violations)))
            {
                CheckValue(item, field, $"{path}[{i}]", violations);
            }
        }
    }

    private static void CheckValue(JsonElement json, FieldDescriptor field, string path, List<FieldViolation> violations)
    {
        if (field.FieldType == FieldType.Message && !IsWellKnown(field.MessageType))
        {
            CheckObject(json, field.MessageType, path, violations);
        }
        else if (!IsWritten(json.ValueKind, field.FieldType)
            || !IsReadable(field, json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText()))
        {
            violations.Add(new(path, Expectation(field)));
        }
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

    private static bool IsReadable(FieldDescriptor field, string value) => field.FieldType switch
    {
        FieldType.Int32 => int.TryParse(value, out _),
        FieldType.Int64 => long.TryParse(value, out _),
        FieldType.Double => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real),
        FieldType.Bool => value is "true" or "false",
        FieldType.Enum => field.EnumType.FindValueByName(value) is not null
            || (int.TryParse(value, out var number) && field.EnumType.FindValueByNumber(number) is not null),
        FieldType.Message => IsReadableMessage(field.MessageType, value),
        _ => true,
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

    private static string Expectation(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => "must be true or false",
        FieldType.String => "must be a string",
        FieldType.Enum => $"must be one of {string.Join(", ", field.EnumType.Values.Skip(1).Select(value => value.Name))}",
        FieldType.Message => "must be an instant such as 2024-06-17T12:00:00Z",
        FieldType.Double => "must be a number",
        _ => "must be a whole number",
    };

    // A query parameter names a field, or a field of a message field: `statement.date`.
    private static FieldDescriptor? FindField(MessageDescriptor message, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var field = FieldNamed(message, dot < 0 ? path : path[..dot]);
        return dot < 0 || field is not { FieldType: FieldType.Message } ? field : FindField(field.MessageType, path[(dot + 1)..]);
    }

    private static FieldDescriptor? FieldNamed(MessageDescriptor message, string name) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);

    private static bool IsWellKnown(MessageDescriptor message) =>
        message.File.Package.StartsWith("google.protobuf", StringComparison.Ordinal);
}
