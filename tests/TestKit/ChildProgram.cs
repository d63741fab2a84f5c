using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AllianceServices.TestKit;

/// <summary>A program of this repository as a process of its own; gone after the test.</summary>
public sealed class ChildProgram : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Task _reading;

    private ChildProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
    }

    /// <summary>Starts an assembly that lies beside the test's own, such as `AllianceServices.Local`, or at a path of its own.</summary>
    public static ChildProgram Start(string assembly, params string[] arguments) => Start(assembly, arguments, variables: null);

    /// <summary>The same, with variables beside those of this process.</summary>
    public static ChildProgram Start(
        string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, assembly);
        return IsSelfContained ? StartFile(program, arguments, variables) : StartFile("dotnet", [program + ".dll", .. arguments], variables);
    }

    /// <summary>Starts an executable, with variables beside those of this process.</summary>
    public static ChildProgram StartFile(
        string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return new(Process.Start(start)!);
    }

    // Published so, the runtime lies beside the programs, which are executables; there may be no `dotnet`.
    private static bool IsSelfContained { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "libcoreclr.so"));

    /// <summary>The lines that it has written so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>The lines that it has written to the error stream so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Waits for a line that begins with the text.</summary>
    public Task WritesAsync(string beginning) => Eventually.HoldsAsync(
        () => _output.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)) || _process.HasExited,
        $"a line that begins with '{beginning}'", Deadline);

    /// <summary>Sends a signal, `INT` or `KILL`.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? deadline = null)
    {
        using var timer = new CancellationTokenSource(deadline ?? Deadline);
        await _process.WaitForExitAsync(timer.Token);
        await _reading.WaitAsync(timer.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, ConcurrentQueue<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
        }
    }
}
