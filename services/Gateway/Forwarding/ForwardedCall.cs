using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Sees a call through the proxy: lets streams take their time, and says what happened if the register is lost.</summary>
internal sealed partial class ForwardedCall(RequestDelegate next, ILogger<ForwardedCall> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var upstream = Upstream.Of(context);
        return upstream.IsGrpc ? ForwardGrpcAsync(context, upstream.Register) : ForwardJsonAsync(context, upstream.Register);
    }

    private async Task ForwardJsonAsync(HttpContext context, string register)
    {
        await next(context);
        if (IsRegisterLost(context, register) && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await JsonErrors.WriteAsync(
                context.Response, StatusCodes.Status503ServiceUnavailable, RpcErrors.UpstreamUnavailable(register));
        }
    }

    private async Task ForwardGrpcAsync(HttpContext context, string register)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Over HTTP/1.1 there are no trailers to bring the status. gRPC-Web counts as HTTP/2 here.
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        LetStreamsTakeTheirTime(context);
        var reset = HeldReset.On(context);
        await next(context);
        var isLost = IsRegisterLost(context, register);
        if (isLost && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.ContentType = "application/grpc";
            WriteStatus(context.Response.Headers, register);
        }
        else if (isLost && reset.IsHeld)
        {
            WriteStatus(context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers, register);
        }
        else
        {
            reset.Release();
        }
    }

    private static void LetStreamsTakeTheirTime(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
        // The proxy reads the request's stream, but gRPC-Web in text is decoded in its pipe, and is shorter then.
        context.Request.Body = context.Request.BodyReader.AsStream();
        context.Request.ContentLength = null;
    }

    private bool IsRegisterLost(HttpContext context, string register)
    {
        if (context.GetForwarderErrorFeature() is not { } failure || context.RequestAborted.IsCancellationRequested
            || failure.Error is not (ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
                or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.NoAvailableDestinations))
        {
            return false;
        }
        LogLost(logger, context.Request.Path, register, failure.Error, failure.Exception?.Message);
        return true;
    }

    private static void WriteStatus(IHeaderDictionary headers, string register)
    {
        var error = RpcErrors.UpstreamUnavailable(register);
        headers.GrpcStatus = ((int)error.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers.GrpcMessage = error.Status.Detail;
        foreach (var entry in error.Trailers)
        {
            headers[entry.Key] = entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;
        }
    }

    [LoggerMessage(EventName = "alliance.forward.lost", Level = LogLevel.Warning,
        Message = "{Path} could not be forwarded to {Register}: {Error}, {Cause}")]
    private static partial void LogLost(ILogger logger, string path, string register, ForwarderError error, string? cause);
}
