using System.CommandLine;
using System.Globalization;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.Cli.Views;
using Google.Protobuf;
using Grpc.Core;
using static Alliance.Criteria.V1.CriteriaService;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Cli.Commands;

/// <summary>`alliance watch`: shows a view and what changes in it.</summary>
internal static class WatchCommand
{
    /// <summary>Puts the command together.</summary>
    public static Command Create(Terminal terminal, Connection connection)
    {
        var track = TrackArgument.Create();
        var resumeToken = new Option<string?>("--resume-token") { Description = "Go on where an earlier watch ended; good for a day." };
        var json = JsonOption.Create("Print each message of the stream as a line of proto3 JSON.");
        var command = new Command("watch", "Shows how ready an accession is, then each change as it comes, until Ctrl-C.")
        {
            track, resumeToken, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var invoker = connection.Open(result);
            var name = result.GetRequiredValue(track);
            var onUpdate = result.GetValue(json)
                ? message => terminal.Out.WriteLineAsync(JsonFormatter.Default.Format(message))
                : Printer(terminal, new CriteriaServiceClient(invoker), name, cancellationToken);
            var watch = new ReadinessWatch(new ReadinessServiceClient(invoker), terminal.Clock, terminal.Error.WriteLine);
            try
            {
                await watch.RunAsync(TrackArgument.ViewOf(name), result.GetValue(resumeToken), onUpdate, cancellationToken);
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is (OperationCanceledException or RpcException))
            {
                if (watch.ResumeToken is { } token)
                {
                    await terminal.Error.WriteLineAsync($"To go on here within a day: --resume-token {token}");
                }
            }
        });
        return command;
    }

    private static Func<WatchReadinessResponse, Task> Printer(
        Terminal terminal, CriteriaServiceClient criteria, string track, CancellationToken cancellationToken) => async message =>
    {
        if (message.Update.Differences.Count == 0)
        {
            var title = await criteria.GetTrackAsync(new() { Name = track }, cancellationToken: cancellationToken);
            ReadinessPrinter.Print(terminal.CreateConsole(), title, message.Update.Readiness);
        }
        var time = terminal.Clock.GetUtcNow().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var difference in message.Update.Differences)
        {
            await terminal.Out.WriteLineAsync($"{time} {DifferenceLines.Of(difference)}");
        }
    };
}
