using System.Net;
using System.Net.Sockets;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.TestKit;

/// <summary>The ports of a service that runs as a process, and of its sidecar, on 127.0.0.1.</summary>
/// <param name="Http">Where the service answers JSON.</param>
/// <param name="Grpc">Where it answers gRPC.</param>
/// <param name="Callback">Where it takes events.</param>
/// <param name="DaprGrpc">Where its sidecar answers gRPC.</param>
/// <param name="DaprHttp">Where its sidecar answers HTTP.</param>
public sealed record ServicePorts(int Http, int Grpc, int Callback, int DaprGrpc, int DaprHttp)
{
    // Below those that the system gives to connections: one of these could take the port of a service that is down.
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>Free ones for each service, by its name.</summary>
    public static Dictionary<string, ServicePorts> Take() => ServiceInfo.All.Zip(Free(5 * ServiceInfo.All.Count).Chunk(5)).ToDictionary(
        pair => pair.First.Name, pair => new ServicePorts(pair.Second[0], pair.Second[1], pair.Second[2], pair.Second[3], pair.Second[4]));

    /// <summary>Some ports on which nobody listens.</summary>
    public static IReadOnlyList<int> Free(int count) =>
        [.. Enumerable.Range(First, End - First).OrderBy(_ => Random.Shared.Next()).Where(IsFree).Take(count)];

    /// <summary>The arguments that tell a service of them.</summary>
    public IEnumerable<string> Arguments =>
    [
        $"--HttpPort={Http}", $"--GrpcPort={Grpc}", $"--CallbackPort={Callback}", $"--DAPR_GRPC_PORT={DaprGrpc}", $"--DAPR_HTTP_PORT={DaprHttp}",
    ];

    /// <summary>The arguments of one process with the embedded sidecars of all services, and the broker between them.</summary>
    public static IEnumerable<string> SidecarArguments(IReadOnlyDictionary<string, ServicePorts> ports, string appToken) =>
        SidecarArguments(ports.Select(pair => (pair.Key, pair.Key, pair.Value)), appToken);

    /// <summary>The same, with sidecars of several instances of an app.</summary>
    public static IEnumerable<string> SidecarArguments(
        IEnumerable<(string AppId, string Instance, ServicePorts Ports)> instances, string appToken) =>
        instances.Index().SelectMany(entry => new[]
        {
            $"AppId={entry.Item.AppId}", $"Instance={entry.Item.Instance}", $"AppToken={appToken}", $"AppPort={entry.Item.Ports.Callback}",
            $"GrpcPort={entry.Item.Ports.DaprGrpc}", $"HttpPort={entry.Item.Ports.DaprHttp}",
        }.Select(option => $"--Sidecars:{entry.Index}:{option}"));

    /// <summary>The assembly of a service.</summary>
    public static string AssemblyOf(ServiceInfo info) => "AllianceServices."
        + (info == ServiceInfo.Criteria ? "MembershipCriteria" : char.ToUpperInvariant(info.Name[0]) + info.Name[1..]);

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
