using System.Net;
using System.Net.Sockets;
using AllianceServices.Agreements;
using AllianceServices.Benchmarks.Common;
using AllianceServices.MembershipCriteria;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>The three registers as processes of their own. There is no sidecar: everything was published before.</summary>
internal sealed class RegisterProcesses : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<ChildProcess> _processes = [];
    private readonly Dictionary<ServiceInfo, Uri> _addresses = [];

    /// <summary>The options that tell another service where the registers are.</summary>
    public IEnumerable<string> PeerOptions => _addresses.Select(register => $"--Peers:{register.Key.Name}={register.Value}");

    /// <summary>Starts the registers on files in a folder and waits until they listen.</summary>
    public static async Task<RegisterProcesses> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var registers = new RegisterProcesses();
        try
        {
            registers.Start(ServiceInfo.Statements, typeof(StatementsHost), folder);
            registers.Start(ServiceInfo.Agreements, typeof(AgreementsHost), folder);
            registers.Start(ServiceInfo.Criteria, typeof(CriteriaHost), folder);
            await registers.ListenAsync(cancellationToken);
            return registers;
        }
        catch
        {
            await registers.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new channel to a register.</summary>
    public GrpcChannel Connect(ServiceInfo register) => GrpcChannel.ForAddress(_addresses[register], new GrpcChannelOptions
    {
        MaxReceiveMessageSize = null,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    private void Start(ServiceInfo register, System.Type host, string folder)
    {
        var ports = FreePorts(5);
        _processes.Add(ChildProcess.Start(host.Assembly.Location,
        [
            $"--Store:Folder={folder}", $"--HttpPort={ports[0]}", $"--GrpcPort={ports[1]}", $"--CallbackPort={ports[2]}",
            $"--DAPR_GRPC_PORT={ports[3]}", $"--DAPR_HTTP_PORT={ports[4]}", .. PeerOptions,
        ]));
        _addresses[register] = new Uri($"http://127.0.0.1:{ports[1]}");
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        foreach (var (index, register) in _addresses.Keys.Index())
        {
            using var channel = Connect(register);
            var listens = channel.ConnectAsync(patience.Token);
            var ends = _processes[index].WaitForExitAsync(patience.Token);
            if (await Task.WhenAny(listens, ends) == ends || !listens.IsCompletedSuccessfully)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new BenchmarkException($"{register.Name} does not listen; its message stands above.");
            }
        }
    }

    // A service does not tell which free port it took, so it gets one that was free a moment ago.
    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
