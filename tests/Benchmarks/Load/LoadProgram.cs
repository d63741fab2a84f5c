using System.CommandLine;
using System.Text.Json;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Load;

/// <summary>The process from which load comes: an order per line of its input, the result as a line of its output.</summary>
internal static class LoadProgram
{
    /// <summary>The line that says that the warm-up is over.</summary>
    public const string Measuring = "measuring";

    public const string Name = "load";

    public static Command Command()
    {
        var command = new Command(Name, "Loads a server with calls. Started by other benchmarks.") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task RunAsync(CancellationToken cancellationToken)
    {
        var channels = new Dictionary<Uri, GrpcChannel>();
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            var order = JsonSerializer.Deserialize<LoadOrder>(line)!;
            if (!channels.TryGetValue(order.Address, out var channel))
            {
                channels[order.Address] = channel = Connect(order.Address);
            }
            var result = await new LoadRun(order, channel.CreateCallInvoker()).RunAsync(() => Console.WriteLine(Measuring), cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(result));
        }
    }

    private static GrpcChannel Connect(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            // Kestrel takes 100 streams a connection.
            EnableMultipleHttp2Connections = true,
            // A view is larger than the default window of 64 kB, and would wait for the client in the middle.
            InitialHttp2StreamWindowSize = 1 << 20,
        },
        MaxReceiveMessageSize = null,
    });
}
