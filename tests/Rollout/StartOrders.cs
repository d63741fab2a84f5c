using System.Diagnostics;
using AllianceServices.ServiceDefaults.Hosting;
using Spectre.Console;

namespace AllianceServices.Rollout;

/// <summary>Starts database, sidecars, registers and Gateway in every order, and waits until all is ready.</summary>
internal static class StartOrders
{
    private static readonly string[] Pieces = ["database", "sidecars", "registers", "gateway"];

    // Long enough for a process to come up and to find that what it needs is not there.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Does it, and prints how long each order took; fails where one does not get ready.</summary>
    public static async Task RunAsync()
    {
        var table = new Table().AddColumns("Started in this order, 2 s apart", "all ready, after the last");
        foreach (var order in Permutations(Pieces))
        {
            await using var deployment = await Deployment.CreateAsync(replicas: 1);
            deployment.Database.Stop();
            foreach (var piece in order)
            {
                Start(deployment, piece);
                if (piece != order[^1])
                {
                    using var timer = new PeriodicTimer(Between);
                    await timer.WaitForNextTickAsync();
                }
            }
            var begin = Stopwatch.GetTimestamp();
            await deployment.ReadyAsync();
            table.AddRow(string.Join(", ", order), $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        }
        AnsiConsole.Write(table);
    }

    private static void Start(Deployment deployment, string piece)
    {
        switch (piece)
        {
            case "database":
                deployment.Database.Start();
                break;
            case "sidecars":
                deployment.Sidecars.Start();
                break;
            case "registers":
                deployment.Start(ServiceInfo.Registers);
                break;
            default:
                deployment.Start(ServiceInfo.Gateway);
                break;
        }
    }

    private static IEnumerable<string[]> Permutations(string[] pieces) => pieces.Length <= 1
        ? [pieces]
        : pieces.SelectMany(first => Permutations([.. pieces.Where(piece => piece != first)]).Select(rest => new[] { first }.Concat(rest).ToArray()));
}
