using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>The contract's methods as operations.</summary>
internal sealed class Operations(OpenApiDocument document, Comments comments, Schemas schemas)
{
    private const string Json = "application/json";
    private const string LineByLine = "The answer is a stream: one message per line, each a JSON object, until the caller hangs up.";

    /// <summary>The verb of a rule.</summary>
    public static HttpMethod VerbOf(HttpRule rule) => HttpMethod.Parse(rule.PatternCase.ToString());

    /// <summary>The operation that calls a method.</summary>
    public OpenApiOperation Of(MethodDescriptor method, HttpRule rule, PathTemplate path)
    {
        var comment = comments.On(method);
        return new()
        {
            OperationId = $"{method.Service.Name}_{method.Name}",
            Tags = new HashSet<OpenApiTagReference> { new(method.Service.Name, document) },
            Summary = FirstSentence(comment),
            Description = method.IsServerStreaming ? $"{comment}\n\n{LineByLine}" : comment,
            Parameters =
            [
                .. InPath(path), .. InQuery(method, rule, path),
                Shared.Freshness(document),
                .. IsWrite(method) ? [Shared.Actor(document)] : Enumerable.Empty<IOpenApiParameter>(),
            ],
            RequestBody = rule.Body.Length > 0 ? Body(method.InputType, rule, path) : null,
            Responses = new()
            {
                ["200"] = Answer(method),
                ["default"] = Shared.Error(document),
            },
        };
    }

    private IEnumerable<IOpenApiParameter> InPath(PathTemplate path) => path.Parameters.Select(name => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The `{{{name}}}` of `{PathTemplate.PatternOf(path.Field!)}`.\n\n{comments.On(path.Field!)}",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });

    private IEnumerable<IOpenApiParameter> InQuery(MethodDescriptor method, HttpRule rule, PathTemplate path)
    {
        var rest = rule.Body == "*" ? [] : method.InputType.Fields.InDeclarationOrder()
            .Where(field => field != path.Field && field.Name != rule.Body);
        return rest.Select(field => new OpenApiParameter
        {
            Name = field.Name,
            In = ParameterLocation.Query,
            Required = FieldRules.Of(field).Required,
            Description = comments.On(field),
            Schema = IsOneValue(field) ? schemas.ValueOf(field) : throw new NotSupportedException($"{field.FullName} does not fit in a query."),
            Style = field.IsRepeated ? ParameterStyle.Form : null,
            Explode = field.IsRepeated,
        });
    }

    private static bool IsOneValue(FieldDescriptor field) =>
        field.FieldType != FieldType.Message || Schemas.IsText(field.MessageType);

    private OpenApiRequestBody Body(MessageDescriptor request, HttpRule rule, PathTemplate path)
    {
        var field = rule.Body == "*" ? null : request.FindFieldByName(rule.Body);
        return new()
        {
            Required = true,
            Description = comments.On((IDescriptor?)field ?? request),
            Content = Content(field is null ? schemas.Without(path.Field, request)
                : rule.PatternCase == HttpRule.PatternOneofCase.Patch ? schemas.PatchOf(field.MessageType)
                : schemas.Of(field.MessageType)),
        };
    }

    private OpenApiResponse Answer(MethodDescriptor method)
    {
        var comment = comments.On(method.OutputType);
        return new()
        {
            Description = method.IsServerStreaming ? $"{comment} {LineByLine}" : comment,
            // The Gateway's own service owns no facts: what is posted to it writes nothing.
            Headers = IsWrite(method) ? new Dictionary<string, IOpenApiHeader> { [FreshnessToken.Header] = Shared.Token } : null,
            Content = Content(schemas.Of(method.OutputType)),
        };
    }

    private static bool IsWrite(MethodDescriptor method) =>
        method.Service != ServiceInfo.Gateway.Contract
        && method.GetOptions().GetExtension(AnnotationsExtensions.Http).PatternCase != HttpRule.PatternOneofCase.Get;

    private static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema) =>
        new() { [Json] = new() { Schema = schema } };

    private static string FirstSentence(string comment)
    {
        var line = comment.ReplaceLineEndings(" ");
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line.TrimEnd('.') : line[..end];
    }
}
