using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>Calls to other services: direct gRPC, balanced by the client, with a deadline on every call.</summary>
public static class Peers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Replicas that come are found so often; one that goes is found at once.
    private static readonly TimeSpan DnsRefreshInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A channel to another service, keyed by its name. Option `Peers:{name}`: an address such as `http://127.0.0.1:8181`,
    /// those of several replicas separated by commas, or `dns:///statements:8081` for all replicas behind a headless Kubernetes
    /// service.
    /// </summary>
    public static void AddPeer(this WebApplicationBuilder builder, ServiceInfo peer)
    {
        var addresses = builder.Configuration.GrpcAddressesOf(peer);
        builder.Services.AddKeyedSingleton(peer.Name, (_, _) => GrpcChannel.ForAddress(
            addresses.Count > 1 ? new Uri($"static:///{peer.Name}") : addresses[0], OptionsFor(addresses)));
    }

    private static GrpcChannelOptions OptionsFor(IReadOnlyList<Uri> addresses) => new()
    {
        Credentials = ChannelCredentials.Insecure,
        // A hundred records can exceed gRPC's default of 4 MB; peers bound what they send by count.
        MaxReceiveMessageSize = null,
        ServiceConfig = new ServiceConfig
        {
            LoadBalancingConfigs = { new RoundRobinConfig() },
            MethodConfigs = { Retries },
        },
        // A peer that comes back is found within a second, not after gRPC's default of up to two minutes.
        MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
        ServiceProvider = new ServiceCollection()
            .AddSingleton<ResolverFactory>(new DnsResolverFactory(DnsRefreshInterval))
            .AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => addresses.Select(address => new BalancerAddress(address.Host, address.Port))))
            .BuildServiceProvider(),
    };

    // Services only read from one another, so that what hit a replica that was just going may be asked again of another.
    private static MethodConfig Retries => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 3,
            InitialBackoff = TimeSpan.FromMilliseconds(50),
            MaxBackoff = TimeSpan.FromMilliseconds(200),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    /// <summary>Where the replicas of a peer serve gRPC, from the option `Peers:{name}`.</summary>
    public static IReadOnlyList<Uri> GrpcAddressesOf(this IConfiguration configuration, ServiceInfo peer) =>
        AddressesOf(configuration, "Peers", peer, peer.GrpcPort);

    /// <summary>Where they serve JSON, in the same order, from the option `JsonPeers:{name}`, which is written like `Peers:{name}`.</summary>
    public static IReadOnlyList<Uri> JsonAddressesOf(this IConfiguration configuration, ServiceInfo peer)
    {
        var addresses = AddressesOf(configuration, "JsonPeers", peer, peer.HttpPort);
        return addresses.Count == configuration.GrpcAddressesOf(peer).Count
            ? addresses
            : throw new StartupException($"The options Peers:{peer.Name} and JsonPeers:{peer.Name} must name as many replicas.");
    }

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

    private static IReadOnlyList<Uri> AddressesOf(IConfiguration configuration, string section, ServiceInfo peer, int defaultPort)
    {
        var given = configuration[$"{section}:{peer.Name}"] ?? $"http://127.0.0.1:{defaultPort}";
        return [.. given.Split(',', StringSplitOptions.TrimEntries).Select(address =>
            Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "dns")
                ? uri
                : throw new StartupException($"The option {section}:{peer.Name} is not an http, https or dns address: {given}"))];
    }
}
