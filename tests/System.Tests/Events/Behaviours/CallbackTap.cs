using System.Buffers.Binary;
using System.Collections.Concurrent;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>What a tap does with an event.</summary>
/// <param name="Delivered">What the subscriber gets; nothing when null.</param>
/// <param name="Answer">What the sidecar is told; what the subscriber says when null.</param>
internal sealed record Tapped(TopicEventRequest? Delivered, Answer? Answer = null);

/// <summary>
/// Stands between sidecars and subscribers: sees each event with its answer, may change it, and may answer otherwise. Dead
/// letters on their way to the register pass as they are.
/// </summary>
internal sealed class CallbackTap(Func<string, TopicEventRequest, Tapped> handle)
{
    private const string Method = "/dapr.proto.runtime.v1.AppCallback/OnTopicEvent";

    private const string Status = "grpc-status";

    // gRPC puts five bytes before each message: whether it is compressed, and its length.
    private const int Prefix = 5;

    /// <summary>A tap that only looks.</summary>
    public CallbackTap() : this((_, request) => new(request))
    {
    }

    /// <summary>What sidecars were told, by the instance of the subscriber.</summary>
    public ConcurrentQueue<(string Instance, string EventId, Answer Answer)> Answers { get; } = new();

    /// <summary>Puts it before the callbacks of a service that has not started yet.</summary>
    public void Into(WebApplication app) => Into(app, app.Services.GetRequiredService<ServiceInfo>().Name);

    /// <inheritdoc cref="Into(WebApplication)"/>
    public void Into(WebApplication app, string instance) => app.Use((HttpContext context, RequestDelegate next) =>
        context.Request.Path == Method ? HandleAsync(instance, context, next) : next(context));

    private async Task HandleAsync(string instance, HttpContext context, RequestDelegate next)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = TopicEventRequest.Parser.ParseFrom(body.ToArray().AsSpan(Prefix));
        var isDeadLetter = request.Topic.EndsWith(".dead", StringComparison.Ordinal);
        var tapped = isDeadLetter ? new(request) : handle(instance, request);
        var answer = tapped.Delivered is null ? [] : await DeliverAsync(tapped.Delivered, context, next);
        if (tapped.Answer is { } other)
        {
            answer = Framed(new TopicEventResponse { Status = other });
        }
        if (answer.Length == 0)
        {
            // An error, which is told without a message.
            return;
        }
        if (!isDeadLetter)
        {
            Answers.Enqueue((instance, request.Id, TopicEventResponse.Parser.ParseFrom(answer.AsSpan(Prefix)).Status));
        }
        context.Response.ContentType = "application/grpc";
        // Nothing was sent when the method ended, so that gRPC put the status where it stands without a message.
        context.Response.Headers.Remove(Status);
        context.Response.AppendTrailer(Status, "0");
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    // Holds back the answer, so that another may be given although the event has had its effect.
    private static async Task<byte[]> DeliverAsync(TopicEventRequest request, HttpContext context, RequestDelegate next)
    {
        using var answer = new MemoryStream();
        var outer = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Request.Body = new MemoryStream(Framed(request));
        context.Response.Body = answer;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(outer);
        }
        return answer.ToArray();
    }

    private static byte[] Framed(IMessage message)
    {
        var framed = new byte[Prefix + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.CalculateSize());
        message.WriteTo(framed.AsSpan(Prefix));
        return framed;
    }
}
