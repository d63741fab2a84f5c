using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>What is retracted or corrected is named as the cause of what it changes, and no record that it only made room for.</summary>
public class CauseTests(WatchedSystem watched)
{
    // The records that a view lists for a criterion beside the cited ones.
    private const int Listed = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retracted_record_in_the_list_of_a_criterion_is_the_cause_and_not_the_one_that_takes_its_place()
    {
        var (world, watcher) = await WatchAsync(Bearing);
        using var watching = watcher;

        await RetractAsync(world, "said-5");

        Assert.Equal([Name(world, "said-5")], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task A_retracted_record_beyond_the_list_is_the_cause()
    {
        var (world, watcher) = await WatchAsync(Bearing);
        using var watching = watcher;

        await RetractAsync(world, "said-0");

        Assert.Equal([Name(world, "said-0")], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task A_retracted_record_that_was_cited_is_the_cause_of_the_review()
    {
        var (world, watcher) = await WatchAsync(world =>
        [
            world.NewStatement(Id(world, "said"), "2020-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "said")),
            world.NewAssessment("peace", "2020-02-01", Status.Met, Name(world, "said")),
        ]);
        using var watching = watcher;

        await RetractAsync(world, "said");

        Assert.Equal([Name(world, "said")], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task A_retracted_position_is_the_cause_and_not_the_one_that_counts_again()
    {
        var (world, watcher) = await WatchAsync(Opposing);
        using var watching = watcher;

        await RetractAsync(world, "later");

        Assert.Equal([Name(world, "later")], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task Of_two_records_of_one_day_the_retracted_one_is_the_cause()
    {
        var (world, watcher) = await WatchAsync(world =>
        [
            world.NewStatement(Id(world, "a"), "2020-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "a")),
            world.NewStatement(Id(world, "b"), "2020-01-01", Stance.Opposes, "XA"), World.Publish(Id(world, "b")),
        ]);
        using var watching = watcher;

        await RetractAsync(world, "b");

        Assert.Equal([Name(world, "b")], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task A_corrected_date_is_the_cause_of_what_decides_then()
    {
        var (world, watcher) = await WatchAsync(Opposing);
        using var watching = watcher;

        await watched.System.Statements.UpdateStatementAsync(
            new() { Statement = new() { Name = Name(world, "later"), Date = "2019-12-01" }, CorrectionNote = "The day." }, cancellationToken: Ct);

        Assert.Equal([Name(world, "later")], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task The_name_of_a_member_comes_from_the_organization()
    {
        var (world, watcher) = await WatchAsync(Opposing);
        using var watching = watcher;
        var organization = await watched.System.Criteria.GetOrganizationAsync(new() { Name = world.Organization }, cancellationToken: Ct);
        organization.Members[0].DisplayName = "Another name";

        await watched.System.Criteria.UpdateOrganizationAsync(new() { Organization = organization }, cancellationToken: Ct);

        Assert.Equal([world.Organization], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task A_new_weight_is_a_cause_beside_a_record_that_came_with_it()
    {
        var (world, watcher) = await WatchAsync(Bearing);
        watcher.Dispose();

        await watched.System.Criteria.UpdateCriterionAsync(
            new() { Criterion = new() { Name = world.Criterion("peace"), Weight = new() { Value = 31 } } }, cancellationToken: Ct);
        await RetractAsync(world, "said-5");
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        Assert.Equal([Name(world, "said-5"), world.Criterion("peace")], await CausesAsync(resumed, world.Criterion("peace")));
    }

    [Fact]
    public async Task A_position_whose_beginning_is_retracted_names_that_record()
    {
        var (world, watcher) = await WatchAsync(world =>
        [
            world.NewStatement(Id(world, "first"), "2020-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "first")),
            world.NewStatement(Id(world, "again"), "2020-03-01", Stance.Supports, "XA"), World.Publish(Id(world, "again")),
        ]);
        using var watching = watcher;

        await RetractAsync(world, "first");

        Assert.Equal([Name(world, "first")], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task A_watcher_that_resumes_is_told_the_same_causes()
    {
        var (world, watcher) = await WatchAsync(Opposing);
        watcher.Dispose();

        await RetractAsync(world, "later");
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        Assert.Equal([Name(world, "later")], await CausesAsync(resumed, "XA"));
    }

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
