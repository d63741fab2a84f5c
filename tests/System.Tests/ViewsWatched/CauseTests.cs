using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>What is retracted or corrected is named as the cause of what it changes, and no record that it only made room for.</summary>
public partial class CauseTests(WatchedSystem watched)
{
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
    public async Task A_record_from_before_that_breaks_a_stance_is_the_cause_of_its_later_beginning()
    {
        var (world, watcher) = await WatchAsync(world =>
        [
            world.NewStatement(Id(world, "x"), "2020-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "x")),
            world.NewStatement(Id(world, "y"), "2022-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "y")),
            world.NewStatement(Id(world, "z"), "2024-01-01", Stance.Supports, "XA"), World.Publish(Id(world, "z")),
        ]);
        using var watching = watcher;

        await watched.System.RecordAsync(
            world.NewStatement(Id(world, "r"), "2021-01-01", Stance.Opposes, "XA"), World.Publish(Id(world, "r")));

        Assert.Equal([Name(world, "r")], await CausesAsync(watcher, "XA"));
    }

    [Fact]
    public async Task A_correction_that_nobody_saw_is_no_cause_of_what_comes_next()
    {
        var (world, watcher) = await WatchAsync(world => Bearing(world).Take(4));
        // Who resumes comes from before the correction, whenever heartbeats came.
        watcher.Dispose();
        await watched.System.Statements.UpdateStatementAsync(
            new() { Statement = new() { Name = Name(world, "said-0"), Summary = "Another summary." }, CorrectionNote = "The words." }, cancellationToken: Ct);

        await RetractAsync(world, "said-1");
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        Assert.Equal([Name(world, "said-1")], await CausesAsync(resumed, world.Criterion("peace")));
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
}
