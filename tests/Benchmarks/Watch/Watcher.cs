using System.Diagnostics;
using System.Text;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>
/// A client that watches the view, reading one message after the other. It looks for a name in the bytes and decodes nothing,
/// as the bare subscriber beside it does not either.
/// </summary>
internal sealed class Watcher : IDisposable
{
    private static readonly Method<WatchReadinessRequest, byte[]> Watch = new(
        MethodType.ServerStreaming, ReadinessService.Descriptor.FullName, "WatchReadiness",
        Marshallers.Create(request => request.ToByteArray(), WatchReadinessRequest.Parser.ParseFrom),
        Marshallers.Create(bytes => bytes, bytes => bytes));

    private readonly AsyncServerStreamingCall<byte[]> _call;

    private Watcher(AsyncServerStreamingCall<byte[]> call) => _call = call;

    /// <summary>Opens the stream and takes its first view.</summary>
    public static async Task<Watcher> StartAsync(ChannelBase gateway, CancellationToken cancellationToken)
    {
        var watcher = new Watcher(gateway.CreateCallInvoker().AsyncServerStreamingCall(
            Watch, null, new CallOptions(cancellationToken: cancellationToken),
            new WatchReadinessRequest { Name = ReferenceSystem.Track + "/readiness" }));
        await watcher.UntilShownAsync(ReferenceSystem.Track, cancellationToken);
        return watcher;
    }

    /// <summary>Reads until a view names the assessment; returns the timestamp at which it had come in.</summary>
    public async Task<long> UntilShownAsync(string assessment, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(assessment);
        while (await _call.ResponseStream.MoveNext(cancellationToken))
        {
            var received = Stopwatch.GetTimestamp();
            if (_call.ResponseStream.Current.AsSpan().IndexOf(name) >= 0)
            {
                return received;
            }
        }
        throw new BenchmarkException("The stream of views ended.");
    }

    public void Dispose() => _call.Dispose();
}
