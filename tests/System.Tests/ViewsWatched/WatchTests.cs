using System.Globalization;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>A watcher sees each view of today, and why it came.</summary>
public class WatchTests(WatchedSystem watched)
{
    private const int Bulk = 50;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_message_is_the_view_of_today_without_differences()
    {
        var world = await watched.NewWorldAsync();
        using var watcher = new Watcher(watched.System, world.Track);

        var message = await watcher.NextAsync();

        Assert.Empty(message.Update.Differences);
        Assert.Equal((await watched.System.ViewAsync(world.Track)).Normalized(), message.Update.Readiness.Normalized());
        Assert.NotNull(message.Update.Readiness.KnownAt);
        Assert.Contains(message.Update.Readiness.FreshAsOf, log => log is { Register: "criteria", Sequence: > 0 });
    }

    [Fact]
    public async Task A_track_can_be_watched_from_its_first_moment()
    {
        // Recorded, but not waited for: its first view may still be under way.
        var world = new World("newborn", "XN");
        await watched.System.RecordAsync(world.NewOrganization(), world.NewTrack());
        await TestKit.Eventually.HoldsAsync(
            () => IsKnown(world.Track), "the track is known");
        using var watcher = new Watcher(watched.System, world.Track);

        Assert.Equal(world.Track + "/readiness", (await watcher.NextUpdateAsync()).Readiness.Name);
    }

    [Fact]
    public async Task An_assessment_brings_a_view_that_names_it_as_the_cause()
    {
        var world = await watched.NewWorldAsync();
        using var watcher = new Watcher(watched.System, world.Track);
        var before = (await watcher.NextUpdateAsync()).Readiness;

        await watched.System.RecordAsync(world.NewAssessment("peace", "2016-01-01", Status.Met));
        var update = await watcher.NextUpdateAsync();

        Assert.Equal(Comparing.Between(before, update.Readiness), update.Differences.WithoutCauses());
        var difference = Assert.Single(update.Differences);
        Assert.Equal((Status.NotMet, Status.Met), (difference.Criterion.Before.Status, difference.Criterion.After.Status));
        var cause = Assert.Single(difference.Causes);
        Assert.Equal((world.Criterion("peace") + "/assessments/2016-01-01", "2016-01-01", World.Editors), (cause.Record, cause.Date, cause.Title));
        Assert.Equal((await watched.System.ViewAsync(world.Track)).Normalized(), update.Readiness.Normalized());
    }

    [Fact]
    public async Task What_follows_from_statements_and_agreements_comes_with_them_as_causes()
    {
        var world = await watched.NewWorldAsync();
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();
        var (said, pact) = ($"{world.OrganizationId}-said", $"{world.OrganizationId}-pact");

        await watched.System.RecordAsync(world.NewStatement(said, "2020-01-01", Stance.Supports, "XA"), World.Publish(said));
        var spoken = await watcher.UpdatesUntilAsync(view => view.Consensus.Counts.Supports == 1);
        await watched.System.RecordAsync(world.NewAgreement(pact, "2020-02-01", "XB", world.Entries(Stance.Opposes, AuthorityLevel.Government, "XB")));
        var signed = await watcher.UpdatesUntilAsync(view => view.Consensus.Counts.Opposes == 1 && view.Agreements.Signed > 0);

        var position = Assert.Single(spoken.SelectMany(update => update.Differences), difference => difference.Position?.Party == "XA");
        Assert.Equal($"statements/{said}", Assert.Single(position.Causes).Record);
        var differences = signed.SelectMany(update => update.Differences).ToList();
        Assert.Equal($"agreements/{pact}", Assert.Single(Assert.Single(differences, d => d.Position?.Party == "XB").Causes).Record);
        Assert.Equal($"agreements/{pact}", Assert.Single(Assert.Single(differences, d => d.Agreement?.Agreement == $"agreements/{pact}").Causes).Record);
    }

    [Fact]
    public async Task A_correction_of_what_an_agreement_promises_or_where_it_comes_from_names_the_agreement()
    {
        var world = await watched.NewWorldAsync();
        var (pact, other) = ($"{world.OrganizationId}-pact", $"{world.OrganizationId}-other");
        // A party of its own: the candidate's agreements of other tests would stand before it in another's row.
        await watched.System.RecordAsync(world.NewAgreement(pact, "2020-02-01", "XP"), world.NewAgreement(other, "2020-02-01", "XA"));
        await watched.System.SettleAsync(world.Track);
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();

        var promised = await CorrectAsync(new() { Commitments = { new Commitment { Kind = "military_aid", Unit = Commitment.Types.Unit.Currency, Currency = "EUR", Amount = 5 } } });
        await watched.System.RecordAsync(World.NewSource($"{world.OrganizationId}-journal"));
        var sourced = await CorrectAsync(new() { Sources = { $"sources/{world.OrganizationId}-journal" } });

        Assert.All([promised, sourced], update =>
        {
            var difference = Assert.Single(update.Differences);
            Assert.Equal(($"agreements/{pact}", LifecycleState.Signed, LifecycleState.Signed),
                (difference.Agreement.Agreement, difference.Agreement.Before, difference.Agreement.After));
            Assert.Equal($"agreements/{pact}", Assert.Single(difference.Causes).Record);
        });
        Assert.Equal(5, promised.Readiness.Agreements.Commitments.Single().Commitments.Single().Amount);

        async Task<ReadinessUpdate> CorrectAsync(Agreement agreement)
        {
            agreement.Name = $"agreements/{pact}";
            await watched.System.Agreements.UpdateAgreementAsync(new() { Agreement = agreement }, cancellationToken: Ct);
            return await watcher.NextUpdateAsync();
        }
    }

    [Fact]
    public async Task A_change_that_alters_nothing_in_the_view_brings_heartbeats_only()
    {
        var world = await watched.NewWorldAsync();
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();

        // A draft, and what belongs to another world.
        await watched.System.RecordAsync(world.NewStatement($"{world.OrganizationId}-draft", "2020-01-01", Stance.Opposes, "XA"));
        await watched.NewWorldAsync();

        await watcher.AssertSilentUntilAsync("statements", (await watched.System.LogAsync("statements")).Count);
        await watcher.AssertSilentUntilAsync("criteria", (await watched.System.LogAsync("criteria")).Count);
    }

    [Fact]
    public async Task A_slow_reader_skips_to_the_latest_view()
    {
        var world = await watched.NewWorldAsync();
        // A large view, so that no buffer on the way holds many.
        await watched.System.RecordAsync(Enumerable.Range(0, 100).Select(i => Wordy(world, i)));
        await watched.System.SettleAsync(world.Track);
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();

        for (var i = 0; i < Bulk; i++)
        {
            var day = new DateOnly(2016, 1, 1).AddDays(i).ToString("O", CultureInfo.InvariantCulture);
            await watched.System.RecordAsync(world.NewAssessment("peace", day, i % 2 == 0 ? Status.Met : Status.NotMet));
            await watched.System.SettleAsync(world.Track);
        }
        var latest = (await watched.System.ViewAsync(world.Track)).Normalized();
        var updates = await watcher.UpdatesUntilAsync(view => view.Normalized().Equals(latest));

        Assert.InRange(updates.Count, 1, Bulk / 2);
        Assert.All(updates, update => Assert.NotEmpty(update.Differences));
        await watcher.NextHeartbeatAsync();
    }

    [Fact]
    public async Task In_JSON_the_messages_come_line_by_line()
    {
        var world = await watched.NewWorldAsync();
        using var http = new HttpClient { BaseAddress = watched.System.Local.Gateway.Addresses.Http };
        using var response = await http.GetAsync(
            new Uri($"/v1/{world.Track}/readiness:watch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));

        var first = await NextAsync(lines);
        // What was composed last may still be on its way.
        await NextAsync(lines, message => message.Heartbeat is not null);
        await watched.System.RecordAsync(world.NewAssessment("peace", "2016-01-01", Status.Met));
        var update = await NextAsync(lines, message => message.Update is not null);

        Assert.Equal(world.Track + "/readiness", first.Update.Readiness.Name);
        Assert.Equal(world.Criterion("peace"), Assert.Single(update.Update.Differences).Criterion.Criterion);
        Assert.Equal((await watched.System.ViewAsync(world.Track)).Normalized(), update.Update.Readiness.Normalized());
    }

    private static async Task<WatchReadinessResponse> NextAsync(StreamReader lines, Predicate<WatchReadinessResponse>? isAwaited = null)
    {
        while (true)
        {
            var message = JsonParser.Default.Parse<WatchReadinessResponse>(Assert.IsType<string>(await lines.ReadLineAsync(Ct)));
            if (isAwaited is null || isAwaited(message))
            {
                return message;
            }
        }
    }

    private static CreateCriterionRequest Wordy(World world, int i)
    {
        var request = world.NewCriterion($"wordy-{i}", weight: 1);
        request.Criterion.Title = new string((char)('a' + (i % 26)), 200);
        return request;
    }

    private bool IsKnown(string track)
    {
        try
        {
            return watched.System.Readiness.GetReadiness(new() { Name = track + "/readiness" }, cancellationToken: Ct) is not null;
        }
        catch (Grpc.Core.RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            return false;
        }
    }
}
