using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Benchmarks.Load;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Watchers;

/// <summary>What the process of the watchers shall do.</summary>
internal sealed record WatchersOrder(Uri Gateway, int Count);

/// <summary>What the watchers saw.</summary>
/// <param name="Received">When each had the changed view: timestamps of the machine's monotonic clock, ascending.</param>
/// <param name="Error">Why some did not, or null.</param>
internal sealed record WatchersResult(IReadOnlyList<long> Received, string? Error = null);

/// <summary>
/// The process of the watchers. Reads an order and says when all have their first view; then reads what to look for, says
/// that it looks, and tells when each has it.
/// </summary>
internal static class WatchersProgram
{
    public const string Name = "watchers-client";
    public const string Ready = "ready";

    private const int StreamsPerConnection = 100;
    private const int OpenAtOnce = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The message is a view if its first field is.
    private const byte UpdateTag = (WatchReadinessResponse.UpdateFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;

    public static Command Command()
    {
        var command = new Command(Name, "Watches a view many times. Started by another benchmark.") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task RunAsync(CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<WatchersOrder>((await Console.In.ReadLineAsync(cancellationToken))!)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience + Patience);
        try
        {
            var sought = new Sought();
            var streams = await OpenAsync(order, sought, patience.Token);
            Console.WriteLine(Ready);
            var text = JsonSerializer.Deserialize<string>((await Console.In.ReadLineAsync(cancellationToken))!)!;
            sought.Text = Encoding.UTF8.GetBytes(text);
            patience.CancelAfter(Patience);
            var received = Task.WhenAll(streams.Select(stream => SeeAsync(stream, message => message.IsSought, patience.Token)));
            Console.WriteLine(Ready);
            Console.WriteLine(JsonSerializer.Serialize(new WatchersResult([.. (await received).Order()])));
        }
        catch (Exception exception) when (exception is RpcException or BenchmarkException or OperationCanceledException)
        {
            Console.WriteLine(JsonSerializer.Serialize(new WatchersResult([], exception.Message)));
        }
    }

    private static async Task<IReadOnlyList<IAsyncStreamReader<Message>>> OpenAsync(
        WatchersOrder order, Sought sought, CancellationToken cancellationToken)
    {
        var method = RawMethod.Create(
            MethodType.ServerStreaming, "alliance.readiness.v1.ReadinessService/WatchReadiness", sought.Read);
        var request = new WatchReadinessRequest { Name = ReferenceSystem.Track + "/readiness" }.ToByteArray();
        var connections = Enumerable.Range(0, (order.Count + StreamsPerConnection - 1) / StreamsPerConnection)
            .Select(_ => Connect(order.Gateway)).ToList();
        var streams = new IAsyncStreamReader<Message>[order.Count];
        await Parallel.ForAsync(
            0, order.Count, new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken }, async (i, ct) =>
            {
                // The call lives on after this; the token of the loop does not.
                var call = connections[i / StreamsPerConnection].AsyncServerStreamingCall(
                    method, null, new CallOptions(cancellationToken: cancellationToken), request);
                streams[i] = call.ResponseStream;
                await SeeAsync(streams[i], message => message.IsView, ct);
            });
        return streams;
    }

    // One connection each: a channel opens none beside its first unless it is told to.
    private static CallInvoker Connect(Uri gateway) => GrpcChannel.ForAddress(gateway, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = 1 << 20 },
        MaxReceiveMessageSize = null,
    }).CreateCallInvoker();

    private static async Task<long> SeeAsync(
        IAsyncStreamReader<Message> stream, Func<Message, bool> condition, CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken))
        {
            if (condition(stream.Current))
            {
                return stream.Current.Received;
            }
        }
        throw new BenchmarkException("a stream of views ended");
    }

    private sealed record Message(long Received, bool IsView, bool IsSought);

    /// <summary>Looks for a text in messages without decoding them.</summary>
    private sealed class Sought
    {
        public volatile byte[]? Text;

        public Message Read(DeserializationContext context)
        {
            var received = Stopwatch.GetTimestamp();
            var sequence = context.PayloadAsReadOnlySequence();
            var bytes = sequence.IsSingleSegment ? sequence.FirstSpan : context.PayloadAsNewBuffer();
            return new(received, bytes is [UpdateTag, ..], Text is { } text && bytes.IndexOf(text) >= 0);
        }
    }
}
