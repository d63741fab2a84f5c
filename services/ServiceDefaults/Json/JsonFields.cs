using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

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
            if (FindField(request, parameter) is not { } field || isBound(JsonShape.FieldNamed(request, parameter.Split('.')[0])!))
            {
                violations.Add(new(parameter, "is not a parameter of this method"));
            }
            else if (!field.IsRepeated && (values.Count > 1 || !given.Add(field.FullName)))
            {
                violations.Add(new(parameter, "must be given once"));
            }
            else if (values.Any(value => !JsonShape.IsReadable(field, value ?? "")))
            {
                violations.Add(new(parameter, JsonShape.Expectation(field)));
            }
        }
        return violations;
    }

    /// <summary>Which parameters hold escapes that make no text. What reads them leaves such escapes as they are, for text.</summary>
    public static IEnumerable<FieldViolation> CheckCoding(QueryString query)
    {
        foreach (var parameter in new QueryStringEnumerable(query.Value))
        {
            if (!IsUtf8(parameter.EncodedName) || !IsUtf8(parameter.EncodedValue))
            {
                yield return new(parameter.DecodeName().ToString(), "must be text in UTF-8");
            }
        }
    }

    private static bool IsUtf8(ReadOnlyMemory<char> encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded.ToString());
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }

    /// <summary>What is wrong with a JSON body, as far as an error tells.</summary>
    public static IEnumerable<FieldViolation> CheckBody(JsonElement body, MessageDescriptor message, string path) =>
        JsonShape.Check(body, message, path, whole: "body")
            .Take(FieldViolation.Most + 1)
            .Select(fault => new FieldViolation(fault.Field, fault.Description));

    // A query parameter names a field, or a field of a message field: `statement.date`.
    private static FieldDescriptor? FindField(MessageDescriptor message, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var field = JsonShape.FieldNamed(message, dot < 0 ? path : path[..dot]);
        return dot < 0 || field is not { FieldType: FieldType.Message } ? field : FindField(field.MessageType, path[(dot + 1)..]);
    }
}
