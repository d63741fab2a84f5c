using Alliance.Readiness.V1;
using AllianceServices.Gateway.Views;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway;

/// <summary>
/// Answers the two methods with large and often asked answers over gRPC from encodings that are kept, where the generated
/// code would encode the same view for every caller. JSON and all other methods are <see cref="ReadinessService"/>'s alone.
/// </summary>
internal sealed class EncodedReadinessService(ReadinessService service, SendTurns turns)
{
    private Task<EncodedMessage> GetReadinessAsync(GetReadinessRequest request) =>
        Task.FromResult(service.GetEncodedReadiness(request));

    private async Task WatchReadinessAsync(
        WatchReadinessRequest request, IServerStreamWriter<EncodedMessage> stream, ServerCallContext context)
    {
        await foreach (var message in service.WatchEncodedAsync(request, context))
        {
            await turns.SendAsync(() => stream.WriteAsync(message, context.CancellationToken), context.CancellationToken);
        }
    }

    /// <summary>Tells gRPC of the methods.</summary>
    internal sealed class Methods : IServiceMethodProvider<EncodedReadinessService>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<EncodedReadinessService> context)
        {
            context.AddUnaryMethod(
                MethodOf(nameof(V1.ReadinessService.ReadinessServiceBase.GetReadiness), MethodType.Unary, GetReadinessRequest.Parser.ParseFrom),
                [], (service, request, _) => service.GetReadinessAsync(request));
            context.AddServerStreamingMethod(
                MethodOf(nameof(V1.ReadinessService.ReadinessServiceBase.WatchReadiness), MethodType.ServerStreaming, WatchReadinessRequest.Parser.ParseFrom),
                [], (service, request, stream, call) => service.WatchReadinessAsync(request, stream, call));
        }

        private static Method<TRequest, EncodedMessage> MethodOf<TRequest>(
            string name, MethodType type, Func<System.Buffers.ReadOnlySequence<byte>, TRequest> parse)
            where TRequest : class => new(
                type, V1.ReadinessService.Descriptor.FullName, name,
                Marshallers.Create(
                    static (TRequest _, SerializationContext _) => throw new NotSupportedException(),
                    context => parse(context.PayloadAsReadOnlySequence())),
                EncodedMessage.Marshaller);
    }
}
