using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Freshness;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AllianceServices.Gateway.Events;

/// <summary>
/// Answers a question about what was known at an instant only once all logs are known to have been read up to it: asked again
/// later it must get the same answer.
/// </summary>
internal sealed class KnownAtInterceptor(IEnumerable<ChangeSubscriber> subscribers, FreshnessOptions options) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (request is IMessage message
            && message.Descriptor.FindFieldByName("known_at")?.Accessor.GetValue(message) is Timestamp knownAt)
        {
            await Task.WhenAll(subscribers.Select(subscriber => ReadAsync(subscriber, knownAt.ToDateTimeOffset(), context.CancellationToken)));
        }
        return await continuation(request, context);
    }

    // Those who wait together are served by one reading, and none waits for long: a register may be away.
    private async Task ReadAsync(ChangeSubscriber subscriber, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (subscriber.ReadThrough >= instant)
        {
            return;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        try
        {
            await subscriber.CatchUpAsync(instant, patience.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It was logged and counted there, or is about to be by those who go on trying.
            throw RpcErrors.UpstreamUnavailable(subscriber.Register);
        }
    }
}
