using System.Diagnostics;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Callers that call again as soon as they are answered.</summary>
internal static class Load
{
    /// <summary>How many calls a second were answered, by all callers together.</summary>
    public static async Task<double> RunAsync(
        int callers, TimeSpan time, Func<int, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0;
            while (clock.Elapsed < time)
            {
                await call(caller, cancellationToken);
                count++;
            }
            return count;
        }, cancellationToken)));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
