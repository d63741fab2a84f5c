using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Google.Protobuf;

namespace AllianceServices.SystemTests.ViewsWatched;

public partial class CauseTests
{
    // The records that a view lists for a criterion beside the cited ones.
    private const int Listed = 20;

    private static IEnumerable<IMessage> Opposing(World world) =>
    [
        world.NewStatement(Id(world, "earlier"), "2020-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "earlier")),
        world.NewStatement(Id(world, "later"), "2020-03-01", Stance.Opposes, "XA"), World.Publish(Id(world, "later")),
    ];

    // Two more than are listed.
    private static IEnumerable<IMessage> Bearing(World world) => Enumerable.Range(0, Listed + 2).SelectMany(i =>
    {
        var request = world.NewStatement(Id(world, $"said-{i}"), $"2020-01-{i + 1:00}", Stance.Neutral, "XZ");
        request.Statement.Positions.Clear();
        request.Statement.Criteria.Add(world.Criterion("peace"));
        return new IMessage[] { request, World.Publish(Id(world, $"said-{i}")) };
    });

    // The worlds share their registers.
    private static string Id(World world, string id) => $"{world.OrganizationId}-{id}";

    private static string Name(World world, string id) => $"statements/{Id(world, id)}";

    private async Task<(World World, Watcher Watcher)> WatchAsync(Func<World, IEnumerable<IMessage>> writes)
    {
        var world = await watched.NewWorldAsync();
        await watched.System.RecordAsync(writes(world));
        await watched.System.SettleAsync(world.Track);
        var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();
        return (world, watcher);
    }

    private async Task RetractAsync(World world, string id) =>
        await watched.System.Statements.RetractStatementAsync(
            new() { Name = Name(world, id), Reason = "It was never said." }, cancellationToken: Ct);

    // The causes of the first difference of a criterion or a party's position.
    private static async Task<IEnumerable<string>> CausesAsync(Watcher watcher, string subject)
    {
        while (true)
        {
            var differences = (await watcher.NextUpdateAsync()).Differences
                .Where(difference => difference.Criterion?.Criterion == subject || difference.Position?.Party == subject).ToList();
            if (differences.Count > 0)
            {
                return Assert.Single(differences).Causes.Select(cause => cause.Record);
            }
        }
    }
}
