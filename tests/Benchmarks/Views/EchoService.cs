using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Benchmarks.Views;

/// <summary>The least that a gRPC service can do for an answer of a size.</summary>
internal sealed class EchoService : Echo.EchoBase
{
    private readonly ConcurrentDictionary<int, EchoResponse> _prepared = [];

    /// <inheritdoc/>
    public override Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(_prepared.GetOrAdd(request.Size, Prepare));

    // The field's tag and its length are part of the encoding.
    private static EchoResponse Prepare(int size)
    {
        var overhead = new EchoResponse { Payload = ByteString.CopyFrom(new byte[size]) }.CalculateSize() - size;
        return new EchoResponse { Payload = ByteString.CopyFrom(new byte[Math.Max(1, size - overhead)]) };
    }
}
