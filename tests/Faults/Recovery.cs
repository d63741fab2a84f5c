using System.Diagnostics;
using Alliance.Readiness.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Faults;

/// <summary>Waits until the Gateway shows everything that the registers hold.</summary>
internal sealed class Recovery(Stage stage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string[] Registers = ["statements", "agreements", "criteria"];

    private readonly Dictionary<string, long> _heads = Registers.ToDictionary(register => register, _ => 0L);

    /// <summary>How long that takes from now on; null if it takes too long. What is written meanwhile need not be shown.</summary>
    public async Task<TimeSpan?> MeasureAsync()
    {
        var clock = Stopwatch.StartNew();
        var tokens = new List<string>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (clock.Elapsed < Patience)
        {
            try
            {
                foreach (var register in Registers.Skip(tokens.Count))
                {
                    _heads[register] = await HeadAsync(register);
                    tokens.Add($"{register}/{_heads[register]}");
                }
                await new ReadinessService.ReadinessServiceClient(stage.Channel("gateway")).GetReadinessAsync(
                    new() { Name = World.Club.Track + "/readiness" }, new Metadata { { "alliance-freshness", string.Join(',', tokens.Where(token => !token.EndsWith("/0", StringComparison.Ordinal))) } },
                    DateTime.UtcNow + TimeSpan.FromSeconds(2));
                return clock.Elapsed;
            }
            catch (RpcException exception) when (
                exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.NotFound)
            {
                // Somebody is still on the way.
            }
            await tick.WaitForNextTickAsync();
        }
        return null;
    }

    // Where the log of a register ends.
    private async Task<long> HeadAsync(string register)
    {
        using var call = stage.OpenLog(register, _heads[register], TimeSpan.FromSeconds(10));
        return (await call.ResponseStream.ReadAllAsync().LastAsync()).Bookmark.Sequence;
    }
}
