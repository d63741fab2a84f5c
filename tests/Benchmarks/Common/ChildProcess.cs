using System.Diagnostics;
using System.Text.Json;

namespace AllianceServices.Benchmarks.Common;

/// <summary>
/// Another process of .NET, gone with this object. What it writes to the error stream is shown; lines go to its input and
/// come from its output.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <summary>Starts a program by the path of its assembly.</summary>
    public static ChildProcess Start(string assembly, params IEnumerable<string> arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    /// <summary>Starts this program again with a subcommand that loads the system from outside.</summary>
    public static ChildProcess StartSelf(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // A client with a server's garbage collector would take the processors from the server that is measured.
        start.Environment["DOTNET_gcServer"] = "0";
        return new(Process.Start(start)!);
    }

    public async Task WriteAsync<T>(T message, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken);

    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken) =>
        await ReadLineAsync(cancellationToken) is { } line
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new BenchmarkException("A process of the benchmark ended before its time; its message stands above.");

    /// <summary>The memory that the process holds, in bytes (VmRSS), as the kernel says.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Lets it end by itself, as Ctrl-C would.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-INT", FormattableString.Invariant($"{_process.Id}")]);
        await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
