using AllianceServices.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

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
        Cluster(Grpc(register), register, configuration.GrpcAddressOf(register), new()
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // The caller's deadline ends a call, not silence: an import may pause, and a stream of changes is mostly silent.
            ActivityTimeout = Timeout.InfiniteTimeSpan,
        }),
        Cluster(Json(register), register, configuration.JsonAddressOf(register), new()
        {
            Version = new(1, 1),
            ActivityTimeout = JsonPatience,
        }),
    ];

    private static ClusterConfig Cluster(string id, ServiceInfo register, Uri address, ForwarderRequestConfig request) => new()
    {
        ClusterId = id,
        Metadata = new Dictionary<string, string> { [RegisterKey] = register.Name },
        HttpRequest = request,
        // What is wrong with a header is the register's to say.
        HttpClient = new() { RequestHeaderEncoding = "utf-8" },
        LoadBalancingPolicy = Yarp.ReverseProxy.LoadBalancing.LoadBalancingPolicies.RoundRobin,
        Destinations = new Dictionary<string, DestinationConfig> { [id] = Destination(address) },
    };

    // `dns:///statements:8081`, as gRPC clients write it, is `http://statements:8081` at every address that the name has.
    private static DestinationConfig Destination(Uri address) => address.Scheme == "dns"
        ? PatientResolver.AllAddressesOf($"http://{address.AbsolutePath.TrimStart('/')}")
        : new() { Address = address.AbsoluteUri };
}
