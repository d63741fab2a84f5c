using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests;

/// <summary>A view as it was known at an instant can be had for ever.</summary>
public class KnownAtTests(ImportedSystem imported)
{
    private static readonly World World = World.Club;

    [Fact]
    public async Task Before_the_import_there_was_no_track()
    {
        var early = await Assert.ThrowsAsync<RpcException>(
            () => imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17", imported.BeforeImport));
        Assert.Equal(StatusCode.NotFound, early.StatusCode);

        var later = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17", imported.AfterImport);
        Assert.Equal(Readiness.Types.Verdict.Blocked, later.Verdict);
    }

    [Fact]
    public async Task Between_two_changes_only_the_first_was_known()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        var atFirst = Now();

        await system.RecordAsync(World.NewStatement("yes", "2020-05-01", Stance.Supports, "XA"), World.Publish("yes"));
        var between = (await system.SettledViewAsync(World.Track)).KnownAt;

        await system.RecordAsync(World.NewAssessment("peace", "2020-06-01", Status.Met, "statements/yes"));
        var now = await system.SettledViewAsync(World.Track);

        AssertKnown(await system.ViewAsync(World.Track, knownAt: atFirst), Stance.Unknown, Status.Unknown);
        AssertKnown(await system.ViewAsync(World.Track, knownAt: between), Stance.Supports, Status.Unknown);
        AssertKnown(now, Stance.Supports, Status.Met);
    }

    [Fact]
    public async Task What_was_known_at_the_instant_of_a_write_is_answered_alike_at_once_and_later()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        var asked = new List<(Timestamp Instant, Readiness View)>();

        for (var i = 0; i < 20; i++)
        {
            var request = World.NewAssessment("peace", $"2020-01-{i + 1:00}", i % 2 == 0 ? Status.Met : Status.NotMet);
            var recorded = (await system.Criteria.CreateAssessmentAsync(request, cancellationToken: TestContext.Current.CancellationToken)).UpdateTime;
            asked.Add((recorded, await system.ViewAsync(World.Track, knownAt: recorded)));
        }
        await system.SettleAsync(World.Track);

        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? Status.Met : Status.NotMet),
            asked.Select(answer => answer.View.Criteria.Single(criterion => criterion.Criterion == World.Criterion("peace")).Status));
        foreach (var (instant, view) in asked)
        {
            Assert.Equal(view.Normalized(), (await system.ViewAsync(World.Track, knownAt: instant)).Normalized());
        }
    }

    [Fact]
    public async Task What_is_learnt_late_changes_a_past_day_but_not_what_was_known_of_it()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(World.NewAssessment("peace", "2015-01-01", Status.NotMet));
        var before = await system.SettledViewAsync(World.Track, "2018-06-17");

        await system.RecordAsync(World.NewAssessment("peace", "2018-01-01", Status.Met));
        await system.RecordAsync(World.NewAgreement(
            "old-pact", "2017-03-01", "XB", World.Entries(Stance.Opposes, AuthorityLevel.Government, "XB")));
        var after = await system.SettledViewAsync(World.Track, "2018-06-17");

        Assert.Equal((Status.NotMet, 0), (StatusOf(before, "peace"), before.Agreements.Signed));
        Assert.Equal((Status.Met, 1), (StatusOf(after, "peace"), after.Agreements.Signed));
        Assert.Equal(Stance.Opposes, StanceOf(after, "XB"));
        Assert.Equal(Status.NotMet, StatusOf(await system.ViewAsync(World.Track, "2017-12-31"), "peace"));
        var asKnownBefore = await system.ViewAsync(World.Track, "2018-06-17", before.KnownAt);
        Assert.Equal(before.Normalized(), asKnownBefore.Normalized());
    }

    private static void AssertKnown(Readiness view, Stance stance, Status status) =>
        Assert.Equal((stance, status), (StanceOf(view, "XA"), StatusOf(view, "peace")));

    private static Stance StanceOf(Readiness view, string party) =>
        Assert.Single(view.Consensus.Members, member => member.Party == party).Stance;

    private static Status StatusOf(Readiness view, string criterion) =>
        Assert.Single(view.Criteria, c => c.Criterion == World.Criterion(criterion)).Status;

    private static Timestamp Now() => DateTimeOffset.UtcNow.ToTimestamp();
}
