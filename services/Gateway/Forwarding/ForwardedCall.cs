using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Json;
using Yarp.ReverseProxy.Forwarder;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Sees a call through the proxy: lets streams take their time, and says what happened if the register is lost.</summary>
internal sealed partial class ForwardedCall(RequestDelegate next, Drain drain, ILogger<ForwardedCall> logger)
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

    private bool IsRegisterLost(HttpContext context, string register)
    {
        if (context.GetForwarderErrorFeature() is not { } failure || context.RequestAborted.IsCancellationRequested
            // A body of gRPC that breaks off while its caller is there was not broken off by the caller.
            || (failure.Error == ForwarderError.RequestBodyClient && !Upstream.Of(context).IsGrpc)
            || failure.Error is not (ForwarderError.RequestBodyClient or ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
                or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.NoAvailableDestinations))
        {
            return false;
        }
        LogLost(logger, context.Request.Path, register, failure.Error, failure.Exception?.Message);
        return true;
    }

    [LoggerMessage(EventName = "alliance.forward.lost", Level = LogLevel.Warning,
        Message = "{Path} could not be forwarded to {Register}: {Error}, {Cause}")]
    private static partial void LogLost(ILogger logger, string path, string register, ForwarderError error, string? cause);
}
