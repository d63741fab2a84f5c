using Grpc.Core;

namespace AllianceServices.Benchmarks.Load;

/// <summary>Length of an encoded message that was received and not decoded.</summary>
internal sealed record Received(int Length);

/// <summary>Methods whose messages are bytes, so that the client costs the same whatever the messages hold.</summary>
internal static class RawMethod
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>A unary method by its full name, `package.Service/Method`.</summary>
    public static Method<byte[], Received> Unary(string name) =>
        Create(MethodType.Unary, name, context => new Received(context.PayloadLength));

    /// <summary>A method by its full name whose messages are read from the buffer that they came in.</summary>
    public static Method<byte[], T> Create<T>(MethodType type, string name, Func<DeserializationContext, T> read) where T : class
    {
        var parts = name.Split('/');
        return new(type, parts[0], parts[1], Bytes, new Marshaller<T>((_, _) => throw new NotSupportedException(), read));
    }
}
