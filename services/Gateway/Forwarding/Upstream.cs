using AllianceServices.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Where a forwarded call goes: a register, by gRPC or by JSON.</summary>
/// <param name="Register">The register's name.</param>
/// <param name="IsGrpc">Whether the call is gRPC, rather than JSON.</param>
internal readonly record struct Upstream(string Register, bool IsGrpc)
{
    private const string RegisterKey = "register";
    private const string GrpcSuffix = "-grpc";

    /// <summary>How long a register may keep a JSON caller waiting. The JSON methods of registers answer at once or not at all.</summary>
    private static readonly TimeSpan JsonPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(2);

    /// <summary>The cluster for a register's gRPC.</summary>
    public static string Grpc(ServiceInfo register) => register.Name + GrpcSuffix;

    /// <summary>The cluster for a register's JSON.</summary>
    public static string Json(ServiceInfo register) => register.Name;

    /// <summary>Where the current call goes.</summary>
    public static Upstream Of(HttpContext context)
    {
        var cluster = context.GetReverseProxyFeature().Cluster.Config;
        return new(cluster.Metadata![RegisterKey], cluster.ClusterId.EndsWith(GrpcSuffix, StringComparison.Ordinal));
    }

    /// <summary>A register's two clusters.</summary>
    public static IEnumerable<ClusterConfig> To(ServiceInfo register, IConfiguration configuration) =>
    [
        Cluster(Grpc(register), register, configuration.GrpcAddressesOf(register), configuration, new()
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // The caller's deadline ends a call, not silence: an import may pause, and a stream of changes is mostly silent.
            ActivityTimeout = Timeout.InfiniteTimeSpan,
        }),
        Cluster(Json(register), register, configuration.JsonAddressesOf(register), configuration, new()
        {
            Version = new(1, 1),
            ActivityTimeout = JsonPatience,
        }),
    ];

    private static ClusterConfig Cluster(
        string id, ServiceInfo register, IReadOnlyList<Uri> addresses, IConfiguration configuration, ForwarderRequestConfig request) => new()
        {
            ClusterId = id,
            Metadata = new Dictionary<string, string>
            {
                [RegisterKey] = register.Name,
                [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1",
            },
            HttpRequest = request,
            // What is wrong with a header is the register's to say.
            HttpClient = new() { RequestHeaderEncoding = "utf-8" },
            LoadBalancingPolicy = Yarp.ReverseProxy.LoadBalancing.LoadBalancingPolicies.RoundRobin,
            // A replica that is about to stop, or has no database, says so a while before calls to it fail.
            HealthCheck = new()
            {
                Active = new() { Enabled = true, Interval = HealthInterval, Timeout = HealthPatience, Path = "/healthz", Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures },
                // Where none is well, what they answer tells more than silence.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            },
            Destinations = addresses.Zip(configuration.JsonAddressesOf(register)).Index().ToDictionary(
                entry => $"{id}-{entry.Index}", entry => Destination(entry.Item.First, health: entry.Item.Second)),
        };

    // `dns:///statements:8081`, as gRPC clients write it, is `http://statements:8081` at every address that the name has.
    private static DestinationConfig Destination(Uri address, Uri health) => address.Scheme == "dns"
        ? PatientResolver.AllAddressesOf(HttpOf(address)) with { Health = HttpOf(health) }
        : new() { Address = HttpOf(address), Health = HttpOf(health) };

    private static string HttpOf(Uri address) => address.Scheme == "dns" ? $"http://{address.AbsolutePath.TrimStart('/')}" : address.AbsoluteUri;
}
