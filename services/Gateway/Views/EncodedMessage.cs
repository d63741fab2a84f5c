using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// A message that was encoded before it was asked for, followed by the few fields that belong to the call. Encodings that
/// follow one another are the encoding of the merged message, so that a large view is copied to the caller as it is.
/// </summary>
/// <param name="Parts">The encoding of the message, in parts that follow one another.</param>
/// <param name="Rest">A message of the same type with the call's own fields; null where there are none.</param>
public sealed record EncodedMessage(IReadOnlyList<byte[]> Parts, IMessage? Rest = null)
{
    /// <summary>The message, decoded.</summary>
    public T Decode<T>()
        where T : IMessage<T>, new()
    {
        var message = new T();
        var bytes = new byte[Parts.Sum(part => part.Length)];
        var offset = 0;
        foreach (var part in Parts)
        {
            part.CopyTo(bytes, offset);
            offset += part.Length;
        }
        message.MergeFrom(bytes);
        if (Rest is T rest)
        {
            message.MergeFrom(rest);
        }
        return message;
    }

    /// <summary>Writes the encoding as it is. Nothing ever reads one.</summary>
    internal static Marshaller<EncodedMessage> Marshaller { get; } = Marshallers.Create<EncodedMessage>(
        (message, context) =>
        {
            var rest = message.Rest?.CalculateSize() ?? 0;
            context.SetPayloadLength(message.Parts.Sum(part => part.Length) + rest);
            var writer = context.GetBufferWriter();
            foreach (var part in message.Parts)
            {
                writer.Write(part);
            }
            message.Rest?.WriteTo(writer);
            context.Complete();
        },
        _ => throw new NotSupportedException());
}
