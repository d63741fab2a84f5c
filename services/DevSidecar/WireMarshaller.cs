using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>Marshallers for gRPC methods that no generated code describes.</summary>
internal static class WireMarshaller
{
    public static Marshaller<T> For<T>() where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
    }
}
