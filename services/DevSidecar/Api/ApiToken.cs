using System.Security.Cryptography;
using System.Text;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>Asks for the API token on everything but the health paths, as daprd does.</summary>
internal static class ApiToken
{
    private const string Header = "dapr-api-token";

    public static Task CheckAsync(HttpContext context, string token, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/v1.0/healthz", StringComparison.Ordinal))
        {
            return next(context);
        }
        var given = context.Request.Headers[Header].ToString();
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token)))
        {
            return next(context);
        }
        Refuse(context, given.Length == 0
            ? "missing api token in request metadata"
            : "authentication error: api token mismatch");
        return Task.CompletedTask;
    }

    // gRPC answers with a status in the headers; so methods that do not exist are refused as well.
    private static void Refuse(HttpContext context, string why)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString("D", null);
        context.Response.Headers["grpc-message"] = why;
    }
}
