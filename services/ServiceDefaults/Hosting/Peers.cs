using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>Calls to other services: direct gRPC, balanced by the client, with a deadline on every call.</summary>
public static class Peers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A channel to another service, keyed by its name. Option `Peers:{name}`: an address such as `http://127.0.0.1:8181`,
    /// or `dns:///statements:8081` for all replicas behind a headless Kubernetes service.
    /// </summary>
    public static void AddPeer(this WebApplicationBuilder builder, ServiceInfo peer)
    {
        var uri = builder.Configuration.GrpcAddressOf(peer);
        builder.Services.AddKeyedSingleton(peer.Name, (_, _) => GrpcChannel.ForAddress(uri, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            // A hundred records can exceed gRPC's default of 4 MB; peers bound what they send by count.
            MaxReceiveMessageSize = null,
            ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
            // A peer that comes back is found within a second, not after gRPC's default of up to two minutes.
            MaxReconnectBackoff = TimeSpan.FromSeconds(1),
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
        }));
    }

    /// <summary>Where a peer serves gRPC, from the option `Peers:{name}`.</summary>
    public static Uri GrpcAddressOf(this IConfiguration configuration, ServiceInfo peer) =>
        AddressOf(configuration, "Peers", peer, peer.GrpcPort);

    /// <summary>Where a peer serves JSON, from the option `JsonPeers:{name}`, which is written like `Peers:{name}`.</summary>
    public static Uri JsonAddressOf(this IConfiguration configuration, ServiceInfo peer) =>
        AddressOf(configuration, "JsonPeers", peer, peer.HttpPort);

    /// <summary>The channel to a peer.</summary>
    public static GrpcChannel PeerChannel(this IServiceProvider services, ServiceInfo peer) =>
        services.GetRequiredKeyedService<GrpcChannel>(peer.Name);

    /// <summary>Calls a peer within the caller's deadline and our own patience; UNAVAILABLE if it does not answer.</summary>
    public static async Task<T> CallAsync<T>(ServiceInfo peer, DateTime deadline, Func<CallOptions, AsyncUnaryCall<T>> call)
    {
        var patience = DateTime.UtcNow + Patience;
        try
        {
            return await call(new CallOptions(deadline: deadline < patience ? deadline : patience));
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw RpcErrors.UpstreamUnavailable(peer.Name);
        }
    }

    private static Uri AddressOf(IConfiguration configuration, string section, ServiceInfo peer, int defaultPort)
    {
        var address = configuration[$"{section}:{peer.Name}"] ?? $"http://127.0.0.1:{defaultPort}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "dns")
            ? uri
            : throw new StartupException($"The option {section}:{peer.Name} is not an http, https or dns address: {address}");
    }
}
