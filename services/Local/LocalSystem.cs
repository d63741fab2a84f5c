using System.Security.Cryptography;
using AllianceServices.Agreements;
using AllianceServices.DevSidecar;
using AllianceServices.Gateway;
using AllianceServices.MembershipCriteria;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;

namespace AllianceServices.Local;

/// <summary>
/// The whole system in one process: the four services with their own ports, files and sidecars, real gRPC between them and
/// the embedded broker for their events.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private readonly List<LocalService> _services = [];

    private LocalSystem(SidecarHub hub) => Hub = hub;

    /// <summary>The broker, with its fault switches.</summary>
    public SidecarHub Hub { get; }

    /// <summary>The register of statements.</summary>
    public LocalService Statements => Of(ServiceInfo.Statements);

    /// <summary>The register of agreements.</summary>
    public LocalService Agreements => Of(ServiceInfo.Agreements);

    /// <summary>The register of criteria and positions.</summary>
    public LocalService Criteria => Of(ServiceInfo.Criteria);

    /// <summary>The composer of views.</summary>
    public LocalService Gateway => Of(ServiceInfo.Gateway);

    /// <summary>All services, registers first.</summary>
    public IReadOnlyList<LocalService> Services => _services;

    /// <summary>Starts the system; a reason that the user can mend comes as a <see cref="StartupException"/>.</summary>
    public static async Task<LocalSystem> StartAsync(LocalSettings settings, CancellationToken cancellationToken = default)
    {
        var system = new LocalSystem(new SidecarHub(settings.Broker));
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        try
        {
            await Add(ServiceInfo.Statements, args => StatementsHost.Build(args));
            await Add(ServiceInfo.Agreements, args => AgreementsHost.Build(args));
            await Add(ServiceInfo.Criteria, args => CriteriaHost.Build(args));
            // Every replica of the Gateway holds the whole view, so that each needs every event.
            await Add(ServiceInfo.Gateway, args => GatewayHost.Build([.. args, "--Events:SubscribePubSubName=pubsub-broadcast"]));
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }

        async Task Add(ServiceInfo info, Func<string[], WebApplication> build) => system._services.Add(
            await LocalService.StartAsync(info, build, system.Hub, settings, token, system._services, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Readers first, so that they do not report a register that is going as one that fails.
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.DisposeAsync();
        }
        await Hub.DisposeAsync();
    }

    private LocalService Of(ServiceInfo info) => _services.Single(service => service.Info == info);
}
