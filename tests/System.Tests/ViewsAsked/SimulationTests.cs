using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Status = Alliance.Criteria.V1.Status;
using Verdict = Alliance.Readiness.V1.Readiness.Types.Verdict;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>What the view would be if something else were the case.</summary>
public class SimulationTests(ImportedSystem imported)
{
    private const string Day = "2024-06-17";

    private static readonly World World = World.Club;

    [Theory]
    [InlineData(ImportedSystem.Nato, "2024-06-17")]
    [InlineData(ImportedSystem.Nato, "")]
    [InlineData(ImportedSystem.Eu, "2020-01-31")]
    [InlineData(ImportedSystem.Eu, "2026-01-01")]
    public async Task With_nothing_assumed_it_is_the_real_view(string track, string day)
    {
        var simulation = await SimulateAsync(new() { Name = track + "/readiness", AsOf = day });

        var real = await imported.System.ViewAsync(track, day);
        Assert.Equal(real.Normalized(), simulation.Readiness.Normalized());
        Assert.Equal(real.FreshAsOf, simulation.Readiness.FreshAsOf);
        Assert.Equal(Comparing.Summary(real), simulation.Real);
        Assert.Empty(simulation.Differences);
    }

    [Fact]
    public async Task The_instant_asked_for_is_the_instant_answered_for()
    {
        var knownAt = imported.AfterImport;

        var simulation = await SimulateAsync(new() { Name = ImportedSystem.Nato + "/readiness", AsOf = Day, KnownAt = knownAt });

        Assert.Equal(await imported.System.ViewAsync(ImportedSystem.Nato, Day, knownAt), simulation.Readiness);
    }

    [Fact]
    public async Task An_assumed_peace_closes_its_gate_and_says_what_differs()
    {
        const string War = ImportedSystem.Nato + "/criteria/nato-war-ended";
        var real = await imported.System.ViewAsync(ImportedSystem.Nato, Day);

        var simulation = await SimulateAsync(new()
        {
            Name = ImportedSystem.Nato + "/readiness",
            AsOf = Day,
            Statuses = { new AssumedStatus { Criterion = War, Status = Status.Met } },
        });

        Assert.Equal(real.OpenGates.Where(gate => gate != War), simulation.Readiness.OpenGates);
        // The consensus is not there either.
        Assert.Equal(Verdict.Blocked, simulation.Readiness.Verdict);
        var difference = Assert.Single(simulation.Differences);
        Assert.Equal((War, Status.NotMet, Status.Met), (difference.Criterion.Criterion, difference.Criterion.Before.Status, difference.Criterion.After.Status));
        Assert.Empty(difference.Causes);
        var assumed = simulation.Readiness.Criteria.Single(criterion => criterion.Criterion == War);
        Assert.Equal(("", ""), (assumed.Assessment, difference.Criterion.After.Assessment));
        Assert.True(simulation.Readiness.Score.Value > real.Score.Value);
        Assert.Equal(Comparing.Between(real, simulation.Readiness), simulation.Differences);
    }

    [Fact]
    public async Task An_assumed_position_moves_its_member_and_no_other()
    {
        var real = await imported.System.ViewAsync(ImportedSystem.Nato, Day);

        var simulation = await SimulateAsync(new()
        {
            Name = ImportedSystem.Nato + "/readiness",
            AsOf = Day,
            Positions = { new AssumedPosition { Party = "HU", Stance = Stance.Supports }, new AssumedPosition { Party = "PL", Stance = Stance.Unknown } },
        });

        Assert.Equal(["HU", "PL"], simulation.Differences.Select(difference => difference.Position.Party));
        Assert.Equal(Comparing.Between(real, simulation.Readiness), simulation.Differences);
        var hungary = simulation.Readiness.Consensus.Members.Single(member => member.Party == "HU");
        Assert.Equal((Stance.Supports, "", ""), (hungary.Stance, hungary.Record, hungary.SinceRecord));
        Assert.Equal(32, simulation.Readiness.Consensus.Required);
        Assert.Equal(
            simulation.Readiness.Consensus.Members.Count(member => member.Stance == Stance.Supports), simulation.Readiness.Consensus.Counts.Supports);
        // Whether there is consensus is an assessment of its own.
        Assert.Equal(real.OpenGates, simulation.Readiness.OpenGates);
    }

    [Fact]
    public async Task Assumed_weights_change_the_score_as_the_rules_say()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(World.NewAssessment("peace", "2015-01-01", Status.Met), World.NewAssessment("law", "2015-01-01", Status.NotMet));
        await system.SettleAsync(World.Track);
        var logs = await system.LogsAsync();
        var before = await system.ViewAsync(World.Track, "2020-01-01");
        // 50 on an unknown gate, 30 met, 20 not met.
        Assert.Equal((0.6, 0.3, 0.8, 0.5), Figures(before));

        async Task<Readiness> SimulateAsync(SimulateReadinessRequest request)
        {
            (request.Name, request.AsOf) = (World.Track + "/readiness", "2020-01-01");
            return (await system.Readiness.SimulateReadinessAsync(request)).Readiness;
        }

        Assert.Equal((0.25, 0.125, 0.625, 0.5), Figures(await SimulateAsync(new()
        {
            Weights = { Weight("consent", 40), Weight("peace", 10), Weight("law", 30) },
        })));
        Assert.Equal((1, 1, 1, 1), Figures(await SimulateAsync(new() { Weights = { Weight("consent", 0), Weight("law", 0) } })));
        Assert.Equal((0, 0, 0.5, 0.5), Figures(await SimulateAsync(new()
        {
            Statuses = { Assume("peace", Status.Waived), Assume("law", Status.NotMet) },
            Weights = { Weight("consent", 1_000_000), Weight("law", 1_000_000) },
        })));

        var ready = await SimulateAsync(new() { Statuses = { Assume("consent", Status.Met), Assume("law", Status.Met) } });
        Assert.Equal((Verdict.Ready, (1, 1, 1, 1)), (ready.Verdict, Figures(ready)));
        Assert.Empty(ready.OpenGates);
        var blocked = await SimulateAsync(new() { Statuses = { Assume("consent", Status.NotMet) } });
        Assert.Equal((Verdict.Blocked, Verdict.InsufficientData), (blocked.Verdict, before.Verdict));

        // Nothing of all that was recorded.
        Assert.Equal(logs, await system.LogsAsync());
        Assert.Equal(before.Normalized(), (await system.ViewAsync(World.Track, "2020-01-01")).Normalized());
    }

    [Fact]
    public async Task What_is_assumed_holds_on_the_day_whoever_is_designated()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(World.NewAssessment("law", "2015-01-01", Status.NotMet));
        await system.SettleAsync(World.Track);

        var simulation = await system.Readiness.SimulateReadinessAsync(new()
        {
            Name = World.Track + "/readiness",
            AsOf = "2014-01-01",
            Statuses = { Assume("law", Status.Met) },
        }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Status.Met, simulation.Readiness.Criteria.Single(criterion => criterion.Criterion == World.Criterion("law")).Status);
        Assert.Equal("2014-01-01", simulation.Real.AsOf);
        Assert.Equal("2014-01-01", simulation.Readiness.AsOf);
    }

    private static (double Value, double Low, double High, double Coverage) Figures(Readiness view) => (
        Math.Round(view.Score.Value, 9), Math.Round(view.Score.Low, 9), Math.Round(view.Score.High, 9), Math.Round(view.Score.Coverage, 9));

    private static AssumedStatus Assume(string criterion, Status status) => new() { Criterion = World.Criterion(criterion), Status = status };

    private static AssumedWeight Weight(string criterion, double weight) => new() { Criterion = World.Criterion(criterion), Weight = weight };

    private async Task<SimulateReadinessResponse> SimulateAsync(SimulateReadinessRequest request) =>
        await imported.System.Readiness.SimulateReadinessAsync(request);
}
