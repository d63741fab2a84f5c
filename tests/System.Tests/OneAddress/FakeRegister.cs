using Alliance.Statements.V1;
using AllianceServices.Gateway;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>A register of statements that tells what reaches it, and a Gateway that forwards to it.</summary>
internal sealed class FakeRegister : IAsyncDisposable
{
    private WebApplication _register = null!;
    private WebApplication? _gateway;

    /// <summary>What the Gateway forwards is called through here.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    public StatementsService.StatementsServiceClient Statements => new(Channel);

    /// <summary>Where the register listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the Gateway serves gRPC.</summary>
    public Uri Grpc { get; private set; } = null!;

    /// <summary>What has happened to calls of the register.</summary>
    public Calls Seen { get; } = new();

    /// <summary>Starts the register and the Gateway.</summary>
    /// <param name="statements">What the Gateway is told of the register's address, from which this makes it.</param>
    public static async Task<FakeRegister> StartAsync(Func<Uri, string>? statements = null)
    {
        var fake = new FakeRegister();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(fake.Seen);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        fake._register = builder.Build();
        fake._register.MapGrpcService<Service>();
        await fake._register.StartAsync();
        fake.Address = new Uri(fake._register.Urls.Single());
        fake._gateway = GatewayHost.Build(
        [
            "--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0",
            $"--Peers:statements={statements?.Invoke(fake.Address) ?? fake.Address.ToString()}",
            $"--Peers:agreements={fake.Address}", $"--Peers:criteria={fake.Address}",
        ]);
        var addresses = await ServiceHost.StartAsync(fake._gateway, CancellationToken.None);
        (fake.Channel, fake.Grpc) = (GrpcChannel.ForAddress(addresses.Grpc), addresses.Grpc);
        return fake;
    }

    /// <summary>Stops the Gateway as an operator does.</summary>
    public Task StopGatewayAsync(CancellationToken cancellationToken) => _gateway!.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        await _register.DisposeAsync();
    }

    /// <summary>What the register has seen.</summary>
    internal sealed class Calls
    {
        /// <summary>The deadline of the call that waits.</summary>
        public TaskCompletionSource<DateTime> Deadline { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>To be completed for the stream to break off.</summary>
        public TaskCompletionSource BreakOff { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the call that waits is cancelled.</summary>
        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Service(Calls seen) : StatementsService.StatementsServiceBase
    {
        /// <summary>Answers with the metadata that came: `echo` and `echo-bin` as headers and as trailers.</summary>
        public override async Task<Statement> GetStatement(GetStatementRequest request, ServerCallContext context)
        {
            var echoed = context.RequestHeaders.Where(entry => entry.Key.StartsWith("echo", StringComparison.Ordinal)).ToList();
            await context.WriteResponseHeadersAsync([.. echoed]);
            foreach (var entry in echoed)
            {
                context.ResponseTrailers.Add(entry);
            }
            return new() { Name = request.Name };
        }

        /// <summary>Waits until it is cancelled.</summary>
        public override async Task<ListStatementsResponse> ListStatements(ListStatementsRequest request, ServerCallContext context)
        {
            seen.Deadline.TrySetResult(context.Deadline);
            using var registration = context.CancellationToken.Register(() => seen.Cancelled.TrySetResult());
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new();
        }

        /// <summary>Sends one message; then ends, or stays on `follow`, or breaks off without a status after 1.</summary>
        public override async Task StreamChanges(
            Alliance.Type.V1.StreamChangesRequest request, IServerStreamWriter<Alliance.Type.V1.StreamChangesResponse> stream,
            ServerCallContext context)
        {
            await stream.WriteAsync(new() { Bookmark = new() { Sequence = request.After } });
            if (request.Follow)
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            if (request.After == 1)
            {
                await seen.BreakOff.Task.WaitAsync(context.CancellationToken);
                context.GetHttpContext().Abort();
            }
        }
    }
}
