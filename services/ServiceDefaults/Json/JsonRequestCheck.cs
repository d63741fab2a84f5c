using System.Text.Json;
using AllianceServices.ServiceDefaults.Errors;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace AllianceServices.ServiceDefaults.Json;

/// <summary>
/// Refuses a JSON call with parameters or fields that the method does not have or cannot read, and names them. Without it
/// a misspelt `as_off` would be ignored and today's view returned, and a malformed value would be refused without saying
/// which.
/// </summary>
internal sealed class JsonRequestCheck(RequestDelegate next)
{
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>();
        if (method is null)
        {
            await next(context);
            await AnswerUnknownPathAsync(context);
            return;
        }
        var request = method.MethodDescriptor.InputType;
        var body = method.HttpRule.Body;
        List<FieldViolation> violations =
        [
            .. JsonFields.CheckCoding(context.Request.QueryString),
            .. JsonFields.CheckQuery(context.Request.Query, request,
                field => body == "*" || field.Name == body || IsInPath(method.HttpRule, field.Name)),
        ];
        if (body.Length > 0)
        {
            violations.AddRange(await CheckBodyAsync(context, method.HttpRule, request));
        }
        if (violations.Count > 0)
        {
            await JsonErrors.WriteAsync(context.Response, StatusCodes.Status400BadRequest, RpcErrors.InvalidArgument(violations));
            return;
        }
        await next(context);
    }

    // Routing answers a path that is no method's with an empty body, which tells a client nothing.
    private static Task AnswerUnknownPathAsync(HttpContext context)
    {
        var response = context.Response;
        var isUnknown = response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed };
        return isUnknown && context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? JsonErrors.WriteAsync(response, response.StatusCode, RpcErrors.NoSuchPath(context.Request.Method, context.Request.Path.Value!))
            : Task.CompletedTask;
    }

    // `/v1/{name=statements/*}` binds `name`.
    private static bool IsInPath(HttpRule rule, string field)
    {
        var template = TemplateOf(rule);
        return template.Contains($"{{{field}=", StringComparison.Ordinal)
            || template.Contains($"{{{field}}}", StringComparison.Ordinal);
    }

    // What the path says holds, so that a body which says something else there asks for what it does not get.
    private static IEnumerable<FieldViolation> CheckPath(
        PathString path, HttpRule rule, JsonElement body, MessageDescriptor message, string prefix)
    {
        foreach (var field in body.ValueKind == JsonValueKind.Object ? message.Fields.InDeclarationOrder() : [])
        {
            var name = prefix.Length > 0 ? $"{prefix}.{field.Name}" : field.Name;
            if (IsInPath(rule, name)
                && (body.TryGetProperty(field.JsonName, out var value) || body.TryGetProperty(field.Name, out value))
                && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
                && path != PathWith(rule, name, text))
            {
                yield return new(name, "is not what the path says");
            }
        }
    }

    // The path that a value makes.
    private static PathString PathWith(HttpRule rule, string field, string value)
    {
        var template = TemplateOf(rule);
        var begin = template.IndexOf("{" + field, StringComparison.Ordinal);
        return template[..begin] + value + template[(template.IndexOf('}', begin) + 1)..];
    }

    // A rule has one of them.
    private static string TemplateOf(HttpRule rule) => rule.Get + rule.Post + rule.Put + rule.Patch + rule.Delete;

    private static async Task<List<FieldViolation>> CheckBodyAsync(HttpContext context, HttpRule rule, MessageDescriptor request)
    {
        var body = rule.Body;
        // The rule's body is `*` for the whole request, or the one field that the body holds.
        var (message, path) = body == "*"
            ? (request, "")
            : (request.FindFieldByName(body).MessageType, body);
        if (!context.Request.HasJsonContentType())
        {
            return [new("content-type", "must be application/json")];
        }
        context.Request.EnableBuffering(bufferThreshold: MaxBodyBytes, bufferLimit: MaxBodyBytes);
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            context.Request.Body.Position = 0;
            return [.. JsonFields.CheckBody(document.RootElement, message, path), .. CheckPath(context.Request.Path, rule, document.RootElement, message, path)];
        }
        catch (JsonException)
        {
            return [new(path.Length > 0 ? path : "body", "must be a JSON object")];
        }
        catch (InvalidOperationException)
        {
            // A string in another coding than UTF-8, or with half of a surrogate pair, which JSON lets one write.
            return [new(path.Length > 0 ? path : "body", "must hold whole characters in UTF-8 only")];
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return [new(path.Length > 0 ? path : "body", $"must not be larger than {MaxBodyBytes} bytes")];
        }
    }
}
