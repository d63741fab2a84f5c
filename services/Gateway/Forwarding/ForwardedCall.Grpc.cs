using System.Globalization;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AllianceServices.Gateway.Forwarding;

internal sealed partial class ForwardedCall
{
    private async Task ForwardGrpcAsync(HttpContext context, string register)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Over HTTP/1.1 there are no trailers to bring the status. gRPC-Web counts as HTTP/2 here.
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        LetStreamsTakeTheirTime(context);
        await using var text = GrpcWebText.Of(context);
        var reset = HeldReset.On(context);
        var caller = context.RequestAborted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            caller, IsChangeStream(context, register) ? drain.StreamsEnd : CancellationToken.None);
        context.RequestAborted = end.Token;
        await next(context);
        var lost = IsRegisterLost(context, register) ? register
            : end.IsCancellationRequested && !caller.IsCancellationRequested ? ServiceInfo.Gateway.Name
            : null;
        Finish(context, reset, lost);
    }

    // A stop would wait for its open calls, and these stay open; the caller goes on at another replica or after the restart.
    private static bool IsChangeStream(HttpContext context, string register)
    {
        var method = context.Request.Path.Value!.Split('/')[^1];
        var contract = ServiceInfo.Registers.Single(service => service.Name == register).Contract;
        return contract.FindMethodByName(method) is { IsServerStreaming: true };
    }

    private static void LetStreamsTakeTheirTime(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static void Finish(HttpContext context, HeldReset reset, string? lost)
    {
        if (lost is not null && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.ContentType = "application/grpc";
            WriteStatus(context.Response.Headers, lost);
        }
        else if (lost is not null && reset.IsHeld)
        {
            WriteStatus(context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers, lost);
        }
        else
        {
            reset.Release();
        }
    }

    private static void WriteStatus(IHeaderDictionary headers, string lost)
    {
        var error = RpcErrors.UpstreamUnavailable(lost);
        headers.GrpcStatus = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        headers.GrpcMessage = error.Status.Detail;
        foreach (var entry in error.Trailers)
        {
            headers[entry.Key] = entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;
        }
    }
}
