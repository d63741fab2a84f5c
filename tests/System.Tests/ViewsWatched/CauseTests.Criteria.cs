using Alliance.Criteria.V1;
using Alliance.Type.V1;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

// What becomes of a criterion is not laid to a record that stood there all along, nor to the criterion unless it is another.
public partial class CauseTests
{
    [Fact]
    public async Task What_a_new_assessment_cites_no_longer_is_no_cause()
    {
        var (world, watcher) = await WatchAsync(Cited);
        using var watching = watcher;

        await watched.System.RecordAsync(world.NewAssessment("peace", "2020-03-01", Status.Met));

        Assert.Equal([world.Criterion("peace") + "/assessments/2020-03-01"], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task What_a_new_assessment_cites_and_was_said_before_is_no_cause()
    {
        var (world, watcher) = await WatchAsync(world => Cited(world).Take(2));
        using var watching = watcher;

        await watched.System.RecordAsync(world.NewAssessment("peace", "2020-03-01", Status.Met, Name(world, "said")));

        Assert.Equal([world.Criterion("peace") + "/assessments/2020-03-01"], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task Where_others_decide_from_now_on_the_criterion_is_the_cause_and_nothing_that_was_judged_before()
    {
        var (world, watcher) = await WatchAsync(world => [.. Cited(world), JudgedBy("The commission", world)]);
        using var watching = watcher;

        await watched.System.Criteria.UpdateCriterionAsync(
            new() { Criterion = new() { Name = world.Criterion("peace"), Assessors = { "The commission" } } }, cancellationToken: Ct);

        Assert.Equal([world.Criterion("peace")], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task A_second_assessor_is_the_cause_of_judgements_that_show_the_first_ones_too()
    {
        var (world, watcher) = await WatchAsync(_ => []);
        using var watching = watcher;

        await watched.System.RecordAsync(JudgedBy("The commission", world));

        Assert.Equal([world.Criterion("peace") + "/assessments/commission"], await CausesAsync(watcher, world.Criterion("peace")));
    }

    [Fact]
    public async Task An_agreement_beyond_the_list_is_the_cause_when_it_comes_and_when_it_bears_on_the_criterion_no_longer()
    {
        var (world, watcher) = await WatchAsync(Bearing);
        using var watching = watcher;
        var pact = Id(world, "pact");
        var agreement = world.NewAgreement(pact, "2010-01-01", "XP");
        agreement.Agreement.Criteria.Add(world.Criterion("peace"));

        await watched.System.RecordAsync(agreement);
        var came = await CausesAsync(watcher, world.Criterion("peace"));
        await watched.System.Agreements.UpdateAgreementAsync(
            new() { Agreement = new() { Name = $"agreements/{pact}" }, UpdateMask = new() { Paths = { "criteria" } } }, cancellationToken: Ct);
        var went = await CausesAsync(watcher, world.Criterion("peace"));

        Assert.Equal([$"agreements/{pact}"], came);
        Assert.Equal([$"agreements/{pact}"], went);
    }

    [Fact]
    public async Task A_record_beyond_the_list_is_a_cause_beside_one_in_it()
    {
        var (world, watcher) = await WatchAsync(Bearing);
        watcher.Dispose();

        await RetractAsync(world, "said-0");
        await RetractAsync(world, "said-9");
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        Assert.Equal([Name(world, "said-9"), Name(world, "said-0")], await CausesAsync(resumed, world.Criterion("peace")));
    }

    [Fact]
    public async Task Where_something_else_is_known_of_a_source_what_comes_from_it_is_the_cause()
    {
        var (world, watcher) = await WatchAsync(world =>
        {
            var said = world.NewStatement(Id(world, "said"), "2020-01-01", Stance.Supports, "XA");
            said.Statement.Sources[0] = $"sources/{Id(world, "journal")}";
            var judged = world.NewAssessment("law", "2020-02-01", Status.NotMet);
            judged.Assessment.Sources.Add(said.Statement.Sources);
            return
            [
                World.NewSource(Id(world, "journal")), said, World.Publish(Id(world, "said")), judged,
                world.NewAssessment("peace", "2020-02-01", Status.NotMet, Name(world, "said")),
            ];
        });
        using var watching = watcher;

        await watched.System.Statements.UpdateSourceAsync(
            new() { Source = new() { Name = $"sources/{Id(world, "journal")}", Publisher = "The Journal" } }, cancellationToken: Ct);

        Assert.Equal(
            [
                (world.Criterion("law"), world.Criterion("law") + "/assessments/2020-02-01"),
                (world.Criterion("peace"), Name(world, "said")),
                ("XA", Name(world, "said")),
            ],
            (await watcher.NextUpdateAsync()).Differences.Select(difference =>
                (difference.Criterion?.Criterion ?? difference.Position.Party, Assert.Single(difference.Causes).Record)));
    }

    // A statement that bears on the criterion, and an assessment that cites it.
    private static IEnumerable<IMessage> Cited(World world)
    {
        var said = world.NewStatement(Id(world, "said"), "2020-01-01", Stance.Supports, "XA");
        said.Statement.Criteria.Add(world.Criterion("peace"));
        return [said, World.Publish(Id(world, "said")), world.NewAssessment("peace", "2020-02-01", Status.NotMet, Name(world, "said"))];
    }

    private static CreateAssessmentRequest JudgedBy(string assessor, World world)
    {
        var request = world.NewAssessment("peace", "2019-01-01", Status.Met);
        (request.AssessmentId, request.Assessment.Assessor) = ("commission", assessor);
        return request;
    }
}
