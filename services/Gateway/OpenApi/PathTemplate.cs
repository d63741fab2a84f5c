using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Validation;
using Google.Api;
using Google.Protobuf.Reflection;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>
/// The path of a method as OpenAPI writes it. There, a parameter is one segment of a path: the field `name` of
/// `/v1/{name=tracks/*/readiness}:watch` is the parameter `track` of `/v1/tracks/{track}/readiness:watch`.
/// </summary>
/// <param name="Path">The path.</param>
/// <param name="Parameters">The names of its parameters, in their order.</param>
/// <param name="Field">The field that they are part of, or null for a path without parameters.</param>
internal sealed record PathTemplate(string Path, IReadOnlyList<string> Parameters, FieldDescriptor? Field)
{
    /// <summary>Reads the path of a rule.</summary>
    public static PathTemplate Of(HttpRule rule, MessageDescriptor request)
    {
        var template = TextOf(rule);
        var open = template.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(template, [], null);
        }
        // The contract's paths hold one variable each, a resource name.
        var close = template.IndexOf('}', StringComparison.Ordinal);
        var variable = template[(open + 1)..close].Split('=');
        var field = FieldAt(request, variable[0]);
        var names = PatternOf(field).Split('/').Zip(variable[1].Split('/')).ToList();
        return new(
            template[..open] + string.Join('/', names.Select(segment => segment.Second == "*" ? segment.First : segment.Second)) + template[(close + 1)..],
            [.. names.Where(segment => segment.Second == "*").Select(segment => segment.First.Trim('{', '}'))],
            field);
    }

    /// <summary>How a field's names are built, `tracks/{track}/readiness`.</summary>
    public static string PatternOf(FieldDescriptor field)
    {
        if (FieldRules.Of(field).Reference is not { } reference)
        {
            // The name of a resource itself.
            return ResourcePatterns.Of(field.ContainingType).Pattern;
        }
        return reference.ChildType.Length > 0
            ? ResourcePatterns.Of(reference.ChildType).Parent!.Pattern
            : ResourcePatterns.Of(reference.Type).Pattern;
    }

    // `name`, or `statement.name` of a request that holds the resource.
    private static FieldDescriptor FieldAt(MessageDescriptor request, string path)
    {
        var names = path.Split('.');
        return names[..^1].Aggregate(request, (message, name) => message.FindFieldByName(name).MessageType).FindFieldByName(names[^1]);
    }

    private static string TextOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => rule.Get,
        HttpRule.PatternOneofCase.Post => rule.Post,
        HttpRule.PatternOneofCase.Put => rule.Put,
        HttpRule.PatternOneofCase.Patch => rule.Patch,
        HttpRule.PatternOneofCase.Delete => rule.Delete,
        _ => throw new NotSupportedException($"{rule.PatternCase} is not a verb that OpenAPI has."),
    };
}
