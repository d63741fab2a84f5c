using System.Text;
using AllianceServices.Cli;

namespace AllianceServices.TestKit;

/// <summary>The command line inside the process of the test.</summary>
public sealed class CommandLine : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly LockedWriter _out = new();
    private readonly LockedWriter _error = new();
    private readonly MemoryStream _bytes = new();

    private CommandLine(Stream? input, string endpoint, TimeProvider clock, string[] arguments)
    {
        var terminal = new Terminal
        {
            OpenInput = () => input ?? Stream.Null,
            OpenOutput = () => _bytes,
            Out = _out,
            Error = _error,
            Clock = clock,
            Variable = name => name == "ALLIANCE_ENDPOINT" ? endpoint : null,
        };
        ExitCode = Task.Run(() => AllianceCommand.RunAsync(arguments, terminal, _end.Token));
    }

    /// <summary>How it ends.</summary>
    public Task<int> ExitCode { get; }

    /// <summary>The text that it has written so far.</summary>
    public string Out => _out.ToString();

    /// <summary>The text that it has written to the error stream so far.</summary>
    public string Error => _error.ToString();

    /// <summary>The lines of its text.</summary>
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The bytes that it has written. To be read once it has ended.</summary>
    public byte[] Bytes => _bytes.ToArray();

    /// <summary>Starts a command.</summary>
    public static CommandLine Start(Uri endpoint, Stream? input, params string[] arguments) =>
        new(input, endpoint.ToString(), TimeProvider.System, arguments);

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandLine> RunAsync(Uri endpoint, params string[] arguments) =>
        RunAsync(endpoint.ToString(), TimeProvider.System, arguments);

    /// <summary>Runs a command to its end, with an address and a clock of its own.</summary>
    public static async Task<CommandLine> RunAsync(string endpoint, TimeProvider clock, params string[] arguments)
    {
        var run = new CommandLine(input: null, endpoint, clock, arguments);
        await run.ExitCode;
        return run;
    }

    /// <summary>What Ctrl-C does.</summary>
    public void Interrupt() => _end.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    // Read while it is written to.
    private sealed class LockedWriter : TextWriter
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();

        public LockedWriter() => NewLine = "\n";

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_lock)
            {
                _text.Append(value);
            }
        }

        public override string ToString()
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }
}
