using AllianceServices.Benchmarks.Common;

namespace AllianceServices.Benchmarks.Load;

/// <summary>A measurement as seen from the server's process.</summary>
/// <param name="AllocatedBytes">What the server's process allocated while it was measured.</param>
internal sealed record LoadMeasurement(LoadResult Result, long AllocatedBytes);

/// <summary>The load process, as the benchmark sees it.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly ChildProcess _process = ChildProcess.StartSelf(LoadProgram.Name);

    /// <summary>Measures. The servers have to run in this process, for what they allocate.</summary>
    public async Task<LoadMeasurement> MeasureAsync(LoadOrder order, CancellationToken cancellationToken)
    {
        await _process.WriteAsync(order, cancellationToken);
        var line = await _process.ReadLineAsync(cancellationToken);
        if (line != LoadProgram.Measuring)
        {
            throw new BenchmarkException(line ?? "The load process ended before its time; its message stands above.");
        }
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await _process.ReadAsync<LoadResult>(cancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        return result.Error is null ? new(result, allocated) : throw new BenchmarkException(result.Error);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
