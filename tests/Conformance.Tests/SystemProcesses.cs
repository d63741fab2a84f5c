using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Net.Client;

namespace AllianceServices.Conformance.Tests;

/// <summary>
/// The four services as processes, each with its sidecar: a daprd with the component files of a broker, where there is one;
/// else the embedded sidecars, which share a process because their broker is in it.
/// </summary>
internal sealed class SystemProcesses : IDisposable
{
    private const string Token = "token-of-the-suite";

    private readonly TempFolder _data = new();
    private readonly Dictionary<string, ServicePorts> _ports = ServicePorts.Take();
    private readonly List<(string Name, ChildProgram Program)> _programs = [];

    public SystemProcesses()
    {
        foreach (var info in ServiceInfo.All)
        {
            _programs.Add((info.Name, ChildProgram.Start(ServicePorts.AssemblyOf(info), [.. ArgumentsOf(info)])));
        }
        if (Sut.DaprdPath is null)
        {
            _programs.Add(("sidecars", ChildProgram.Start("AllianceServices.DevSidecar", [.. ServicePorts.SidecarArguments(_ports, Token)])));
            return;
        }
        foreach (var info in ServiceInfo.All)
        {
            _programs.Add(($"daprd of {info.Name}", StartDaprd(info.Name, _ports[info.Name])));
        }
    }

    /// <summary>The Gateway's address for gRPC.</summary>
    public Uri Gateway => new($"http://127.0.0.1:{_ports["gateway"].Grpc}");

    /// <summary>A channel to the sidecar of a service.</summary>
    public GrpcChannel SidecarOf(string service) => GrpcChannel.ForAddress($"http://127.0.0.1:{_ports[service].DaprGrpc}");

    /// <summary>What the processes wrote last.</summary>
    public string Words => string.Join('\n', _programs.SelectMany(one =>
        one.Program.Output.Concat(one.Program.Errors).TakeLast(15).Prepend($"-- {one.Name}")));

    public void Dispose()
    {
        _programs.ForEach(one => one.Program.Dispose());
        _data.Dispose();
    }

    private IEnumerable<string> ArgumentsOf(ServiceInfo info) =>
    [
        .. _ports[info.Name].Arguments, $"--APP_API_TOKEN={Token}", $"--Store:Folder={_data.Combine(info.Name)}",
        .. _ports.Select(port => $"--Peers:{port.Key}=http://127.0.0.1:{port.Value.Grpc}"),
        .. _ports.Select(port => $"--JsonPeers:{port.Key}=http://127.0.0.1:{port.Value.Http}"),
        // Nobody looks at the logs by the clock, so that what is seen has come as an event.
        "--Events:AntiEntropyInterval=01:00:00",
        info == ServiceInfo.Gateway ? "--Events:SubscribePubSubName=pubsub-broadcast" : $"--Events:ComponentPerTopic={Sut.DaprdPath is not null && Sut.BrokerFiles == "jetstream"}",
    ];

    private static ChildProgram StartDaprd(string service, ServicePorts ports) => Sut.StartSidecar(
        service, ports.Callback, ports.DaprGrpc, ports.DaprHttp,
        [
            Path.Combine(Sut.ComponentsPath, "pubsub-" + Sut.BrokerFiles, "self-hosted"),
            Path.Combine(Sut.ComponentsPath, "pubsub-resiliency", "policies"),
        ],
        healthCheck: true, Token);
}
