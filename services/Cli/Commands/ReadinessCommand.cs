using System.CommandLine;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.Cli.Views;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Alliance.Criteria.V1.CriteriaService;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Cli.Commands;

/// <summary>`alliance readiness`: shows how ready an accession is.</summary>
internal static class ReadinessCommand
{
    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>Puts the command together.</summary>
    public static Command Create(Terminal terminal, Connection connection)
    {
        var track = TrackArgument.Create();
        var asOf = new Option<string?>("--as-of") { Description = "The day, such as 2024-06-17. Today (UTC) where not given." };
        var knownAt = KnownAtOption();
        var json = JsonOption.Create("Print proto3 JSON.");
        var command = new Command("readiness", "Shows how ready an accession is, and why.") { track, asOf, knownAt, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var invoker = connection.Open(result);
            var name = result.GetRequiredValue(track);
            var view = await new ReadinessServiceClient(invoker).GetReadinessAsync(
                new() { Name = TrackArgument.ViewOf(name), AsOf = result.GetValue(asOf) ?? "", KnownAt = result.GetValue(knownAt) },
                cancellationToken: cancellationToken);
            if (result.GetValue(json))
            {
                await terminal.Out.WriteLineAsync(Indented.Format(view));
                return;
            }
            var title = await new CriteriaServiceClient(invoker).GetTrackAsync(new() { Name = name }, cancellationToken: cancellationToken);
            ReadinessPrinter.Print(terminal.CreateConsole(), title, view);
        });
        return command;
    }

    private static Option<Timestamp?> KnownAtOption() => new("--known-at")
    {
        Description = "Show what the record knew at an instant, such as 2024-06-17T12:00:00Z.",
        CustomParser = result =>
        {
            try
            {
                return JsonParser.Default.Parse<Timestamp>($"\"{result.Tokens[0].Value}\"");
            }
            catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
            {
                result.AddError("--known-at must be an instant such as 2024-06-17T12:00:00Z.");
                return null;
            }
        },
    };
}
