using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace AllianceServices.ServiceDefaults.Json;

/// <summary>Writes the errors of JSON calls that no method answers, in the form in which methods answer theirs.</summary>
public static class JsonErrors
{
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes a google.rpc.Status with its details as the whole answer.</summary>
    public static Task WriteAsync(HttpResponse response, int statusCode, RpcException error)
    {
        response.StatusCode = statusCode;
        response.ContentType = "application/json";
        return response.WriteAsync(Formatter.Format(error.GetRpcStatus()!));
    }
}
