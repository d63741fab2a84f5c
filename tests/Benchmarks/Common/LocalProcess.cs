using System.Globalization;
using System.Text.RegularExpressions;
using AllianceServices.Local;

namespace AllianceServices.Benchmarks.Common;

/// <summary>Local as a process of its own, on free ports, that serves its views.</summary>
internal sealed partial class LocalProcess : IAsyncDisposable
{
    private readonly Dictionary<string, Uri> _grpc = [];

    private LocalProcess(ChildProcess process) => Process = process;

    public ChildProcess Process { get; }

    /// <summary>What it says it took to start the services, in seconds.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>What it says it took to import, until every view had it, in seconds.</summary>
    public double ImportSeconds { get; private set; }

    /// <summary>The gRPC address of a service.</summary>
    public Uri Grpc(string service) => _grpc[service];

    public static async Task<LocalProcess> StartAsync(string data, CancellationToken cancellationToken)
    {
        var local = new LocalProcess(ChildProcess.Start(typeof(LocalSystem).Assembly.Location, "--data", data, "--any-port"));
        var ready = false;
        while (await local.Process.ReadLineAsync(cancellationToken) is { } line && !line.Contains("Ctrl-C stops", StringComparison.Ordinal))
        {
            ready |= local.Take(line);
        }
        if (!ready)
        {
            await local.DisposeAsync();
            throw new BenchmarkException("Local did not start; its message stands above.");
        }
        return local;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private bool Take(string line)
    {
        if (EndpointLine().Match(line) is { Success: true } endpoint)
        {
            _grpc[endpoint.Groups["service"].Value] = new Uri(endpoint.Groups["grpc"].Value);
        }
        if (ReadyLine().Match(line) is not { Success: true } match)
        {
            return false;
        }
        StartSeconds = double.Parse(match.Groups["start"].Value, CultureInfo.InvariantCulture);
        ImportSeconds = double.Parse(match.Groups["import"].Value, CultureInfo.InvariantCulture);
        return true;
    }

    [GeneratedRegex(@"Ready: (?<start>[0-9.]+) s to start, (?<import>[0-9.]+) s to import")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"^\s*(?<service>\w+)\s+http://\S+\s+(?<grpc>http://\S+)")]
    private static partial Regex EndpointLine();
}
