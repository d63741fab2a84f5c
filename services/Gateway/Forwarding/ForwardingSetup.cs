using AllianceServices.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Makes the Gateway the one address of the system: what the registers serve is served here too.</summary>
internal static class ForwardingSetup
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Prepares to forward to the registers, at the addresses in `Peers:{name}` and `JsonPeers:{name}`.</summary>
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        var proxy = builder.Services.AddReverseProxy()
            .LoadFromMemory(
                [.. ServiceInfo.Registers.SelectMany(ForwardedRoutes.To)],
                [.. ServiceInfo.Registers.SelectMany(register => Upstream.To(register, builder.Configuration))])
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = ConnectTimeout;
                // Streams are silent for long, and so is a register that is gone without a word. Pings tell them apart.
                handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
                handler.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
                handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            });
        proxy.AddDnsDestinationResolver(dns => dns.RefreshPeriod = PatientResolver.RefreshPeriod);
        var resolver = builder.Services.Last(service => service.ServiceType == typeof(IDestinationResolver)).ImplementationType!;
        builder.Services.AddSingleton<IDestinationResolver>(services =>
            new PatientResolver((IDestinationResolver)ActivatorUtilities.CreateInstance(services, resolver)));
    }

    /// <summary>Translates gRPC-Web, for the methods of the Gateway and for those that it forwards.</summary>
    public static void UseGrpcWebEverywhere(this WebApplication app)
    {
        app.Use(GrpcWebText.MarkAsync);
        app.UseGrpcWeb(new() { DefaultEnabled = true });
    }

    /// <summary>Forwards calls. gRPC-Web is to be translated before.</summary>
    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseMiddleware<ForwardedCall>();
        proxy.UseMiddleware<Failover>();
        proxy.UseLoadBalancing();
    });
}
