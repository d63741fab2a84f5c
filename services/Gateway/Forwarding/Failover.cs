using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// Sends a call to another replica where the first could not be reached. Nothing of it was sent by then, so that it may be
/// one that must not be repeated.
/// </summary>
internal sealed class Failover(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var replicas = context.GetReverseProxyFeature().AvailableDestinations;
        return replicas.Count > 1 ? TryEachAsync(context, [.. replicas]) : next(context);
    }

    private async Task TryEachAsync(HttpContext context, List<DestinationState> replicas)
    {
        var proxy = context.GetReverseProxyFeature();
        var body = new UnreadBody(context.Request.Body);
        context.Request.Body = body;
        await next(context);
        // A body that was read for a connection that closed before it took the call cannot be read again.
        while (IsUnsent(context) && body.IsUnread && replicas.Remove(proxy.ProxiedDestination!) && replicas.Count > 0)
        {
            proxy.AvailableDestinations = [.. replicas];
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            await next(context);
        }
    }

    private static bool IsUnsent(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested;
}
