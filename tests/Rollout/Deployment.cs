using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AllianceServices.Rollout;

/// <summary>
/// The system as a cluster runs it: processes of every service, with their sidecars and a PostgreSQL server. Clients balance
/// over the Gateways themselves.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const string Token = "token-of-the-rollout";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, List<ServicePorts>> _ports = [];
    private readonly Dictionary<string, string> _databases = [];

    private Deployment(PostgreSqlServer database, int replicas)
    {
        Database = database;
        var taken = Enumerable.Range(0, replicas).Select(_ => ServicePorts.Take()).ToList();
        foreach (var info in ServiceInfo.All)
        {
            _ports[info.Name] = taken.ConvertAll(ports => ports[info.Name]);
        }
        Sidecars = new("sidecars", "AllianceServices.DevSidecar", [.. ServicePorts.SidecarArguments(
            _ports.SelectMany(pair => pair.Value.Select((ports, i) => (pair.Key, $"{pair.Key}-{i}", ports))), Token)]);
    }

    /// <summary>The PostgreSQL server.</summary>
    public PostgreSqlServer Database { get; }

    /// <summary>The process of the sidecars and the broker between them.</summary>
    public Part Sidecars { get; }

    /// <summary>The processes of each service.</summary>
    public Dictionary<ServiceInfo, List<Part>> Services { get; } = [];

    /// <summary>Prepares everything, and starts nothing but the database.</summary>
    public static async Task<Deployment> CreateAsync(int replicas)
    {
        var deployment = new Deployment(await PostgreSqlServer.StartAsync(durable: true), replicas);
        foreach (var register in ServiceInfo.Registers)
        {
            deployment._databases[register.Name] = await deployment.Database.CreateDatabaseAsync();
        }
        foreach (var info in ServiceInfo.All)
        {
            deployment.Services[info] = [.. Enumerable.Range(0, replicas).Select(i =>
                new Part($"{info.Name}-{i}", ServicePorts.AssemblyOf(info), [.. deployment.ArgumentsOf(info, i)]))];
        }
        return deployment;
    }

    /// <summary>Starts the processes of services.</summary>
    public void Start(params IEnumerable<ServiceInfo> services)
    {
        foreach (var replica in services.SelectMany(info => Services[info]))
        {
            replica.Start();
        }
    }

    /// <summary>Waits until all services are ready.</summary>
    public async Task ReadyAsync()
    {
        foreach (var (info, replicas) in Services)
        {
            for (var i = 0; i < replicas.Count; i++)
            {
                await ReadyAsync(info, i);
            }
        }
    }

    /// <summary>The last that all processes wrote.</summary>
    public IEnumerable<string> LastLines => Services.Values.SelectMany(replicas => replicas).Append(Sidecars)
        .SelectMany(part => part.LastLines.Prepend($"-- {part.Name}"));

    /// <summary>
    /// A channel as README.md recommends it to clients: it balances over the Gateways, and repeats what was answered with
    /// UNAVAILABLE. Writes have a request id, so that they may be repeated too.
    /// </summary>
    public GrpcChannel OpenGateway() => GrpcChannel.ForAddress("static:///gateway", new()
    {
        Credentials = ChannelCredentials.Insecure,
        ServiceProvider = new ServiceCollection().AddSingleton<ResolverFactory>(new StaticResolverFactory(_ =>
            _ports["gateway"].Select(ports => new BalancerAddress("127.0.0.1", ports.Grpc)))).BuildServiceProvider(),
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
        MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        ServiceConfig = new()
        {
            LoadBalancingConfigs = { new RoundRobinConfig() },
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = new()
                    {
                        MaxAttempts = 5,
                        InitialBackoff = TimeSpan.FromMilliseconds(50),
                        MaxBackoff = TimeSpan.FromSeconds(1),
                        BackoffMultiplier = 2,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        },
    });

    /// <summary>Waits until a replica says that it is ready.</summary>
    public async Task ReadyAsync(ServiceInfo info, int replica)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_ports[info.Name][replica].Grpc}");
        var health = new Health.HealthClient(channel);
        await Eventually.BecomesAsync(async () =>
        {
            try
            {
                return (await health.CheckAsync(new() { Service = "ready" }, deadline: DateTime.UtcNow.AddSeconds(2))).Status;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                return HealthCheckResponse.Types.ServingStatus.Unknown;
            }
        }, status => status == HealthCheckResponse.Types.ServingStatus.Serving, $"{info.Name}-{replica} is ready", Patience);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var replica in Services.Values.SelectMany(replicas => replicas))
        {
            replica.Dispose();
        }
        Sidecars.Dispose();
        Database.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<string> ArgumentsOf(ServiceInfo info, int replica) =>
    [
        .. _ports[info.Name][replica].Arguments, $"--APP_API_TOKEN={Token}", "--Shutdown:Delay=00:00:03",
        .. ServiceInfo.Registers.Select(register => $"--Peers:{register.Name}={AddressesOf(register, ports => ports.Grpc)}"),
        .. ServiceInfo.Registers.Select(register => $"--JsonPeers:{register.Name}={AddressesOf(register, ports => ports.Http)}"),
        info == ServiceInfo.Gateway ? "--Events:SubscribePubSubName=pubsub-broadcast" : $"--Store:ConnectionString={_databases[info.Name]}",
    ];

    private string AddressesOf(ServiceInfo info, Func<ServicePorts, int> port) =>
        string.Join(',', _ports[info.Name].Select(ports => $"http://127.0.0.1:{port(ports)}"));
}
