namespace AllianceServices.TestKit;

/// <summary>A process of the system. It can be killed, held and started again where it was.</summary>
public sealed class Part(string name, string assembly, IReadOnlyList<string> arguments) : IDisposable
{
    private ChildProgram? _process;

    /// <summary>Which one it is.</summary>
    public string Name => name;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Starts it.</summary>
    public void Start() => _process = ChildProgram.Start(assembly, [.. arguments]);

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        Kills++;
        await EndAsync("KILL");
    }

    /// <summary>Asks it to end, waits until it has, and returns its exit code.</summary>
    public Task<int> StopAsync() => EndAsync("TERM");

    /// <summary>Lets it do nothing, with its connections open.</summary>
    public void Hold() => _process!.Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void GoOn() => _process!.Signal("CONT");

    /// <summary>The last that it wrote.</summary>
    public IEnumerable<string> LastLines => _process is null ? [] : _process.Output.Concat(_process.Errors).TakeLast(20);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
    }

    private async Task<int> EndAsync(string signal)
    {
        _process!.Signal(signal);
        var exitCode = await _process.EndAsync();
        Dispose();
        return exitCode;
    }
}
