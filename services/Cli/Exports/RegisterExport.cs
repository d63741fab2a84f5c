using AllianceServices.Contracts;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Cli.Exports;

/// <summary>Asks a register for its rows.</summary>
internal static class RegisterExport
{
    /// <summary>The rows as they come.</summary>
    public static async IAsyncEnumerable<IMessage> ReadAsync(
        CallInvoker invoker, Kind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var method = new Method<IMessage, IMessage>(
            MethodType.ServerStreaming, kind.Service.FullName, kind.Export.Name,
            Marshallers.Create(request => request.ToByteArray(), kind.Export.InputType.Parser.ParseFrom),
            Marshallers.Create(row => row.ToByteArray(), bytes => Parse(bytes, kind.Export.OutputType.Parser)));
        var request = kind.Export.InputType.Parser.ParseFrom(ByteString.Empty);
        using var call = invoker.AsyncServerStreamingCall(method, null, new CallOptions(cancellationToken: cancellationToken), request);
        await foreach (var row in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            yield return row;
        }
    }

    // What a newer Gateway sends beyond what this program knows would be missing in the file.
    private static IMessage Parse(byte[] bytes, MessageParser parser)
    {
        var row = parser.ParseFrom(bytes);
        return UnknownFields.Find(row) is null
            ? row
            : throw new StopException("The Gateway sends fields that this program does not know. Export with the program of its version.");
    }
}
