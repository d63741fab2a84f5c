using System.Net;
using System.Net.Sockets;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.Faults;

/// <summary>The system as processes: four services, their sidecars, and the lines between the services.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The process of the sidecars and of the broker behind them.</summary>
    public const string Sidecar = "sidecar";

    private const string Token = "token-of-the-stage";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, Ports> _ports = Ports.Take();
    private readonly Dictionary<string, string> _databases = [];
    private readonly Dictionary<string, GrpcChannel> _channels = [];

    private Stage()
    {
    }

    private sealed record Ports(int Http, int Grpc, int Callback, int DaprGrpc, int DaprHttp)
    {
        // Below those that the system gives to connections: one of these could take the port of a service that is down.
        private const int First = 20_000;
        private const int End = 32_000;

        public static Dictionary<string, Ports> Take()
        {
            var free = Enumerable.Range(First, End - First).OrderBy(_ => Random.Shared.Next()).Where(IsFree).Take(5 * ServiceInfo.All.Count).Chunk(5);
            return ServiceInfo.All.Zip(free).ToDictionary(
                pair => pair.First.Name, pair => new Ports(pair.Second[0], pair.Second[1], pair.Second[2], pair.Second[3], pair.Second[4]));
        }

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

    /// <summary>The processes by name.</summary>
    public Dictionary<string, Part> Parts { get; } = [];

    /// <summary>The lines over which other services reach a register.</summary>
    public Dictionary<string, Line> Lines { get; } = [];

    /// <summary>The disk of Statements; null where there is none of its own.</summary>
    public Disk? Disk { get; private set; }

    /// <summary>The PostgreSQL server; null with SQLite.</summary>
    public PostgreSqlServer? Database { get; private set; }

    /// <summary>A channel to a service.</summary>
    public GrpcChannel Channel(string service) => _channels[service];

    /// <summary>Opens the log of a register after a sequence.</summary>
    public AsyncServerStreamingCall<StreamChangesResponse> OpenLog(string register, long after, TimeSpan patience)
    {
        var request = new StreamChangesRequest { After = after };
        var options = new CallOptions(deadline: DateTime.UtcNow + patience);
        return register switch
        {
            "statements" => new StatementsService.StatementsServiceClient(Channel(register)).StreamChanges(request, options),
            "agreements" => new AgreementsService.AgreementsServiceClient(Channel(register)).StreamChanges(request, options),
            _ => new CriteriaService.CriteriaServiceClient(Channel(register)).StreamChanges(request, options),
        };
    }

    /// <summary>Starts everything.</summary>
    public static async Task<Stage> StartAsync(StoreKind store)
    {
        var stage = new Stage();
        if (store == StoreKind.PostgreSql)
        {
            stage.Database = await PostgreSqlServer.StartAsync(durable: true);
            foreach (var register in ServiceInfo.Registers)
            {
                stage._databases[register.Name] = await stage.Database.CreateDatabaseAsync();
            }
        }
        else
        {
            stage.Disk = Disk.TryMake(stage._folder.Combine("statements"));
        }
        foreach (var register in ServiceInfo.Registers)
        {
            stage.Lines[register.Name] = new(stage._ports[register.Name].Grpc);
        }
        stage.Parts[Sidecar] = new(Sidecar, "AllianceServices.DevSidecar", [.. ServiceInfo.All.Index().SelectMany(item => stage.SidecarOf(item.Item, item.Index))]);
        foreach (var info in ServiceInfo.All)
        {
            stage.Parts[info.Name] = new(info.Name, $"AllianceServices.{AssemblyOf(info)}", [.. stage.ArgumentsOf(info)]);
            stage._channels[info.Name] = GrpcChannel.ForAddress($"http://127.0.0.1:{stage._ports[info.Name].Grpc}", new()
            {
                // A client that does not wait for long before it looks again whether somebody is there.
                MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
                InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            });
        }
        foreach (var part in stage.Parts.Values)
        {
            part.Start();
        }
        return stage;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
        foreach (var part in Parts.Values)
        {
            part.Dispose();
        }
        foreach (var line in Lines.Values)
        {
            await line.DisposeAsync();
        }
        Database?.Dispose();
        Disk?.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> SidecarOf(ServiceInfo info, int i) =>
    [
        $"--Sidecars:{i}:AppId={info.Name}", $"--Sidecars:{i}:Instance={info.Name}", $"--Sidecars:{i}:AppToken={Token}",
        $"--Sidecars:{i}:AppPort={_ports[info.Name].Callback}",
        $"--Sidecars:{i}:GrpcPort={_ports[info.Name].DaprGrpc}", $"--Sidecars:{i}:HttpPort={_ports[info.Name].DaprHttp}",
    ];

    private IEnumerable<string> ArgumentsOf(ServiceInfo info) =>
    [
        $"--HttpPort={_ports[info.Name].Http}", $"--GrpcPort={_ports[info.Name].Grpc}", $"--CallbackPort={_ports[info.Name].Callback}",
        $"--DAPR_GRPC_PORT={_ports[info.Name].DaprGrpc}", $"--DAPR_HTTP_PORT={_ports[info.Name].DaprHttp}", $"--APP_API_TOKEN={Token}",
        .. Lines.Select(line => $"--Peers:{line.Key}=http://127.0.0.1:{line.Value.Port}"),
        .. _ports.Select(port => $"--JsonPeers:{port.Key}=http://127.0.0.1:{port.Value.Http}"),
        info == ServiceInfo.Gateway ? "--Events:SubscribePubSubName=pubsub-broadcast"
            : _databases.TryGetValue(info.Name, out var database) ? $"--Store:ConnectionString={database}"
            : $"--Store:Folder={_folder.Combine(info.Name)}",
    ];

    private static string AssemblyOf(ServiceInfo info) =>
        info == ServiceInfo.Criteria ? "MembershipCriteria" : char.ToUpperInvariant(info.Name[0]) + info.Name[1..];
}
