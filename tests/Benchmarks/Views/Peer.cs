using AllianceServices.Local;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Views;

/// <summary>How a plain gateway reaches the registers.</summary>
internal static class Peer
{
    public static GrpcChannel Channel(LocalService register) => GrpcChannel.ForAddress(register.Addresses.Grpc, new GrpcChannelOptions
    {
        // Pages of 1000 records exceed gRPC's default of 4 MB.
        MaxReceiveMessageSize = null,
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    });
}
