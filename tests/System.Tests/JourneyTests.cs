using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests;

/// <summary>How a fact gets from the register that owns it into the position of a country and into the view.</summary>
public class JourneyTests
{
    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_statement_becomes_a_position_and_part_of_the_view()
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(World.NewStatement("yes", "2020-05-01", Stance.Supports, "XA"), World.Publish("yes"));

        // Without being asked: the events carry it from service to service.
        var view = await Eventually.BecomesAsync(
            () => ReadWhenThereAsync(system), view => view?.Consensus.Counts.Supports == 1, "the view counts the supporter");

        var member = Assert.Single(view!.Consensus.Members, m => m.Party == "XA");
        Assert.Equal((Stance.Supports, "statements/yes", "2020-05-01"), (member.Stance, member.Record, member.Since));
        Assert.Equal(["The Gazette"], member.Sources.Select(source => source.Publisher));
        var position = await system.Criteria.GetPositionAsync(new() { Name = World.Position("XA") }, cancellationToken: Ct);
        Assert.Equal(1, position.Revision);
        var entry = Assert.Single(position.Entries);
        Assert.Equal(("statements/yes", "2020-05-01", Stance.Supports, true), (entry.Record, entry.Date, entry.Stance, entry.Counts));
        var dayBefore = await system.ViewAsync(World.Track, "2020-04-30");
        Assert.Equal(0, dayBefore.Consensus.Counts.Supports);
    }

    [Fact]
    public async Task A_draft_changes_nothing()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        var before = await system.SettledViewAsync(World.Track, "2021-01-01");

        var draft = World.NewStatement("draft", "2020-05-01", Stance.Supports, "XA");
        draft.Statement.Criteria.Add(World.Criterion("peace"));
        await system.RecordAsync(draft);

        Assert.Equal(before.Normalized(), (await system.SettledViewAsync(World.Track, "2021-01-01")).Normalized());
        Assert.Empty(await system.PositionsAsync(World.Track));
    }

    [Fact]
    public async Task An_assessment_can_only_cite_what_is_public()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(World.NewStatement("draft", "2020-05-01", Stance.Supports));

        (string Evidence, string Reason)[] refused =
        [
            ("statements/draft", "REFERENCE_NOT_FOUND"), ("statements/nobody", "REFERENCE_NOT_FOUND"),
            ("agreements/nothing", "REFERENCE_NOT_FOUND"), ("sources/nowhere", "FIELD_INVALID"),
        ];
        foreach (var (evidence, reason) in refused)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(() => system.RecordAsync(
                World.NewAssessment("peace", "2020-06-01", Status.Met, evidence)));

            Refusals.AssertField(refusal, reason, "assessment.evidence[0]");
        }
        var left = await system.Criteria.ListAssessmentsAsync(new() { Parent = World.Criterion("peace") }, cancellationToken: Ct);
        Assert.Empty(left.Assessments);
    }

    [Fact]
    public async Task A_second_candidate_and_organization_work_beside_the_first()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        var first = await system.SettledViewAsync(World.Track, "2021-01-01");
        var league = new World("league", "XL");
        await system.RecordAsync(
        [
            league.NewOrganization(),
            // Said before anybody tracked the candidate: the track finds it when it comes.
            league.NewStatement("no", "2020-05-01", Stance.Opposes, "XD"),
            World.Publish("no"),
            league.NewTrack(),
            .. league.NewCriteria(),
            league.NewAssessment("consent", "2020-06-01", Status.NotMet, "statements/no"),
            league.NewAgreement("pact", "2020-07-01", "XA", league.Entries(Stance.Supports, AuthorityLevel.Government, "XA")),
        ]);

        var view = await system.SettledViewAsync(league.Track, "2021-01-01");

        Assert.Equal(Readiness.Types.Verdict.Blocked, view.Verdict);
        Assert.Equal([league.Criterion("consent")], view.OpenGates);
        Assert.Equal((3, 1, 1, 1), (
            view.Consensus.Required, view.Consensus.Counts.Opposes, view.Consensus.Counts.Supports, view.Consensus.Counts.Unknown));
        Assert.Equal("agreements/pact", Assert.Single(view.Consensus.Members, m => m.Party == "XA").Record);
        Assert.Equal(1, view.Agreements.Signed);
        // Half of the weight is known, and known not to be met.
        Assert.Equal((0, 0, 0.5, 0.5), (view.Score.Value, view.Score.Low, view.Score.High, view.Score.Coverage));
        Assert.Equal(first.Normalized(), (await system.SettledViewAsync(World.Track, "2021-01-01")).Normalized());
    }

    // The Gateway answers UNAVAILABLE before it has read the registers and NOT_FOUND before the track has come to it.
    private static async Task<Readiness?> ReadWhenThereAsync(TestSystem system)
    {
        try
        {
            return await system.ViewAsync(World.Track);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.NotFound)
        {
            return null;
        }
    }
}
