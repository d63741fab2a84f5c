using AllianceServices.DevSidecar;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Local;

/// <summary>How a local system is set up.</summary>
public sealed record LocalSettings
{
    /// <summary>Folder of the registers' files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Ports by service and option (`HttpPort`, `GrpcPort`); a free one where none is given, or 0.</summary>
    public IReadOnlyDictionary<(ServiceInfo Service, string Option), int> Ports { get; init; } =
        new Dictionary<(ServiceInfo, string), int>();

    /// <summary>Further configuration for every service, as command line arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Further configuration for single services, which goes before that for every one.</summary>
    public IReadOnlyDictionary<ServiceInfo, IReadOnlyList<string>> ArgumentsOf { get; init; } =
        new Dictionary<ServiceInfo, IReadOnlyList<string>>();

    /// <summary>How the broker works, and by which clock.</summary>
    public SidecarHubOptions Broker { get; init; } = new();

    /// <summary>Called with each service's builder-made application before it starts.</summary>
    public Action<WebApplication>? OnBuilt { get; init; }
}
