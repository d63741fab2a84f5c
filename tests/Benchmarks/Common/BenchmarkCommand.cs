using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;

namespace AllianceServices.Benchmarks.Common;

/// <summary>A benchmark cannot give figures that mean anything; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);

/// <summary>What every benchmark has as a subcommand: a size for continuous integration, and its figures as a file.</summary>
internal static class BenchmarkCommand
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Puts the subcommand together. It ends with 1 if the benchmark fails.</summary>
    /// <param name="run">Runs the benchmark in full or in smoke size, prints its tables and returns their figures.</param>
    public static Command Create<TFigures>(
        string name, string description, Func<ParseResult, bool, CancellationToken, Task<TFigures>> run, params Option[] options)
    {
        var json = new Option<FileInfo?>("--json") { Description = "Write the same figures to this file as JSON." };
        var smoke = new Option<bool>("--smoke")
        {
            Description = "Run for a few seconds in a small size, to see that the benchmark works. The figures mean nothing.",
        };
        var command = new Command(name, description) { json, smoke };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var figures = await run(result, result.GetValue(smoke), cancellationToken);
                if (result.GetValue(json) is { } file)
                {
                    await WriteAsync(file, name, result.GetValue(smoke), figures, cancellationToken);
                }
                return 0;
            }
            catch (BenchmarkException exception)
            {
                await Console.Error.WriteLineAsync($"{name} failed: {exception.Message}");
                return 1;
            }
            catch (RpcException exception)
            {
                await Console.Error.WriteLineAsync($"{name} failed: a call was answered {exception.StatusCode}: {exception.Status.Detail}");
                return 1;
            }
        });
        return command;
    }

    private static async Task WriteAsync<TFigures>(
        FileInfo file, string name, bool smoke, TFigures figures, CancellationToken cancellationToken)
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, new
        {
            Benchmark = name,
            Smoke = smoke,
            Time = DateTimeOffset.UtcNow,
            Processors = Environment.ProcessorCount,
            Runtime = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Figures = figures,
        }, Format, cancellationToken);
    }
}
