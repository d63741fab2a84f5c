using System.Diagnostics;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Gateway;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>What a Gateway that started from nothing took.</summary>
/// <param name="Seconds">From the call that builds it to the first answer.</param>
/// <param name="HeapBytes">What it holds on the managed heap then.</param>
internal sealed record GatewayRebuild(double Seconds, long HeapBytes)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Starts a Gateway in this process beside the registers, waits for its first answer, and stops it.</summary>
    public static async Task<GatewayRebuild> RunAsync(RegisterProcesses registers, LogMix mix, CancellationToken cancellationToken)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        await using var app = GatewayHost.Build(
            ["--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0", .. registers.PeerOptions]);
        var addresses = await ServiceHost.StartAsync(app, cancellationToken);
        using var channel = GrpcChannel.ForAddress(addresses.Grpc, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        var view = await FirstAnswerAsync(new(channel), cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        if (view.FreshAsOf.Sum(log => log.Sequence) != mix.Total)
        {
            throw new BenchmarkException($"The Gateway answers from {view.FreshAsOf}, and there are {mix.Total} changes.");
        }
        view = null;
        var held = GC.GetTotalMemory(forceFullCollection: true) - heap;
        await app.StopAsync(cancellationToken);
        return new(seconds, held);
    }

    private static async Task<Readiness> FirstAnswerAsync(ReadinessServiceClient gateway, CancellationToken cancellationToken)
    {
        using var tick = new PeriodicTimer(Poll);
        while (true)
        {
            try
            {
                return await gateway.GetReadinessAsync(
                    new() { Name = Vocabulary.Track(0) + "/readiness" }, cancellationToken: cancellationToken);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
            {
                await tick.WaitForNextTickAsync(cancellationToken);
            }
        }
    }
}
