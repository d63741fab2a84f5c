using System.Net;
using System.Net.Sockets;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Common;

/// <summary>A register as a process of its own. There is no sidecar beside it, so that nothing is published.</summary>
internal sealed class RegisterProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private RegisterProcess(ServiceInfo register, ChildProcess process, Uri address) =>
        (Register, Process, Address) = (register, process, address);

    public ServiceInfo Register { get; }

    public ChildProcess Process { get; }

    /// <summary>Its gRPC address.</summary>
    public Uri Address { get; }

    /// <summary>Starts a register.</summary>
    /// <param name="register">Which.</param>
    /// <param name="host">A type of its assembly.</param>
    /// <param name="options">Where its data and its peers are, as its command line names them.</param>
    public static RegisterProcess Start(ServiceInfo register, Type host, params IEnumerable<string> options)
    {
        var ports = FreePorts(5);
        var process = ChildProcess.Start(host.Assembly.Location,
        [
            $"--HttpPort={ports[0]}", $"--GrpcPort={ports[1]}", $"--CallbackPort={ports[2]}",
            $"--DAPR_GRPC_PORT={ports[3]}", $"--DAPR_HTTP_PORT={ports[4]}", .. options,
        ]);
        return new(register, process, new Uri($"http://127.0.0.1:{ports[1]}"));
    }

    /// <summary>A new channel to it.</summary>
    public GrpcChannel Connect() => GrpcChannel.ForAddress(Address, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = null,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
    });

    /// <summary>Waits until it listens.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var channel = Connect();
        var listens = channel.ConnectAsync(patience.Token);
        var ends = Process.WaitForExitAsync(patience.Token);
        if (await Task.WhenAny(listens, ends) == ends || !listens.IsCompletedSuccessfully)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BenchmarkException($"{Register.Name} does not listen; its message stands above.");
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

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
