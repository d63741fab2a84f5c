using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AllianceServices.DevSidecar;

/// <summary>
/// Server side of dapr.proto.runtime.v1.Dapr, of which the packages ship only the client. What is not bound here
/// is Unimplemented.
/// </summary>
internal static class DaprRuntime
{
    private const string Service = "dapr.proto.runtime.v1.Dapr";

    /// <summary>gRPC reflection looks for this property.</summary>
    public static ServiceDescriptor Descriptor => Dapr.Client.Autogen.Grpc.v1.Dapr.Descriptor;

    /// <summary>Called by MapGrpcService, through the attribute of <see cref="ServerBase"/>.</summary>
    public static void BindService(ServiceBinderBase binder, ServerBase? server)
    {
        Bind<PublishEventRequest, Empty>(binder, nameof(ServerBase.PublishEvent), server is null ? null : server.PublishEvent);
        Bind<BulkPublishRequest, BulkPublishResponse>(
            binder, nameof(ServerBase.BulkPublishEvent), server is null ? null : server.BulkPublishEvent);
        Bind<BulkPublishRequest, BulkPublishResponse>(
            binder, nameof(ServerBase.BulkPublishEventAlpha1), server is null ? null : server.BulkPublishEventAlpha1);
        Bind<GetMetadataRequest, GetMetadataResponse>(
            binder, nameof(ServerBase.GetMetadata), server is null ? null : server.GetMetadata);
    }

    private static void Bind<TRequest, TResponse>(
        ServiceBinderBase binder, string name, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        var method = new Method<TRequest, TResponse>(
            MethodType.Unary, Service, name, WireMarshaller.For<TRequest>(), WireMarshaller.For<TResponse>());
        binder.AddMethod(method, handler);
    }

    /// <summary>The methods that are served.</summary>
    [BindServiceMethod(typeof(DaprRuntime), nameof(BindService))]
    public abstract class ServerBase
    {
        public abstract Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context);

        public abstract Task<BulkPublishResponse> BulkPublishEvent(BulkPublishRequest request, ServerCallContext context);

        public abstract Task<BulkPublishResponse> BulkPublishEventAlpha1(BulkPublishRequest request, ServerCallContext context);

        public abstract Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context);
    }
}
