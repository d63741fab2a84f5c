using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.TestKit;

/// <summary>Calls methods for which there is no generated client, such as those of the sidecar's callbacks.</summary>
public static class RawCalls
{
    /// <summary>Calls a unary method by its names.</summary>
    public static async Task<TResponse> CallAsync<TRequest, TResponse>(
        this CallInvoker invoker, string service, string method, TRequest request, Metadata? headers = null)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        await invoker.AsyncUnaryCall(
            new Method<TRequest, TResponse>(MethodType.Unary, service, method, MarshallerOf<TRequest>(), MarshallerOf<TResponse>()),
            null, new CallOptions(headers), request);

    private static Marshaller<T> MarshallerOf<T>() where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
    }
}
