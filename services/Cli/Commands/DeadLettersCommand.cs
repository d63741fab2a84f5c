using System.CommandLine;
using Alliance.Operations.V1;
using AllianceServices.Cli.Views;
using AllianceServices.Contracts;
using Google.Protobuf;
using Grpc.Core;
using static Alliance.Operations.V1.DeadLetterService;

namespace AllianceServices.Cli.Commands;

/// <summary>`alliance dead-letters`: shows the events that subscribers gave up, and has them published again.</summary>
internal static class DeadLettersCommand
{
    private const int MostAtOnce = 100;

    /// <summary>Puts the commands together.</summary>
    public static Command Create(Terminal terminal, Connection connection) =>
        new("dead-letters", "Shows and replays the events that subscribers of a register gave up. --endpoint is the gRPC address of the register.")
        {
            CreateList(terminal, connection),
            CreateReplay(terminal, connection),
        };

    private static Command CreateList(Terminal terminal, Connection connection)
    {
        var replayed = new Option<bool>("--replayed") { Description = "Show those too that have been published again." };
        var json = JsonOption.Create("Print each as a line of proto3 JSON, with its data.");
        var command = new Command("list", "Lists the dead letters, the oldest first.") { replayed, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = new DeadLetterServiceClient(connection.Open(result));
            var letters = await ListAsync(client, result.GetValue(replayed), cancellationToken);
            if (!result.GetValue(json))
            {
                DeadLetterPrinter.Print(terminal.CreateConsole(), letters);
                return ExitCodes.Done;
            }
            foreach (var letter in letters)
            {
                await terminal.Out.WriteLineAsync(JsonFormatter.Default.Format(letter));
            }
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateReplay(Terminal terminal, Connection connection)
    {
        var names = new Argument<string[]>("name")
        {
            Description = "The dead letters, such as deadLetters/0f3a5c7e91b2d4f6.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all") { Description = "All that have not been published again yet." };
        var actor = ActorOption.Create("Who replays, for the record.");
        var command = new Command("replay", "Publishes dead letters once more, to all subscribers.") { names, all, actor };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(names) is { Length: > 0 })
            {
                result.AddError("Say either names of dead letters or --all.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = new DeadLetterServiceClient(connection.Open(result));
            var chosen = result.GetValue(all)
                ? (await ListAsync(client, showReplayed: false, cancellationToken)).ConvertAll(letter => letter.Name)
                : [.. result.GetRequiredValue(names)];
            var headers = result.GetValue(actor) is { } given ? new Metadata { { MetadataKeys.Actor, given } } : null;
            var refused = 0;
            foreach (var chunk in chosen.Chunk(MostAtOnce))
            {
                var answer = await CallAsync(() => client.ReplayDeadLettersAsync(new() { Names = { chunk } }, headers, cancellationToken: cancellationToken));
                foreach (var name in answer.Refused)
                {
                    await terminal.Out.WriteLineAsync($"{name}: the sidecar refuses to publish it");
                    refused++;
                }
            }
            await terminal.Error.WriteLineAsync($"Dead letters published again: {chosen.Count - refused}.");
            return refused > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<DeadLetter>> ListAsync(
        DeadLetterServiceClient client, bool showReplayed, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        var request = new ListDeadLettersRequest { PageSize = 1000, ShowReplayed = showReplayed };
        do
        {
            var page = await CallAsync(() => client.ListDeadLettersAsync(request, cancellationToken: cancellationToken));
            letters.AddRange(page.DeadLetters);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return letters;
    }

    private static async Task<T> CallAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
            throw new StopException(
                "Dead letters are kept by the registers: --endpoint must be the gRPC address of statements, agreements or criteria.",
                ExitCodes.BadUsage);
        }
    }
}
