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
    private readonly Dictionary<string, ServicePorts> _ports = ServicePorts.Take();
    private readonly Dictionary<string, string> _databases = [];
    private readonly Dictionary<string, GrpcChannel> _channels = [];

    private Stage()
    {
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
        stage.Parts[Sidecar] = new(Sidecar, "AllianceServices.DevSidecar", [.. ServicePorts.SidecarArguments(stage._ports, Token)]);
        foreach (var info in ServiceInfo.All)
        {
            stage.Parts[info.Name] = new(info.Name, ServicePorts.AssemblyOf(info), [.. stage.ArgumentsOf(info)]);
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

    private IEnumerable<string> ArgumentsOf(ServiceInfo info) =>
    [
        .. _ports[info.Name].Arguments, $"--APP_API_TOKEN={Token}",
        .. Lines.Select(line => $"--Peers:{line.Key}=http://127.0.0.1:{line.Value.Port}"),
        .. _ports.Select(port => $"--JsonPeers:{port.Key}=http://127.0.0.1:{port.Value.Http}"),
        info == ServiceInfo.Gateway ? "--Events:SubscribePubSubName=pubsub-broadcast"
            : _databases.TryGetValue(info.Name, out var database) ? $"--Store:ConnectionString={database}"
            : $"--Store:Folder={_folder.Combine(info.Name)}",
    ];
}
