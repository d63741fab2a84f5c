using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using static AllianceServices.MembershipCriteria.Tests.Events.Expected;
using Kind = Alliance.Type.V1.Change.Types.Kind;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public abstract class RecordTests(StoreKind store)
{
    [Fact]
    public async Task Records_of_both_registers_make_one_position()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Statements.Append(Given.Statement("a", "2024-06-13", Given.Position(Stance.Neutral, "US")));
        app.Registers.Agreements.Append(Given.Agreement("z", "2024-06-13", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();

        var position = await app.GetPositionAsync("US");
        Assert.Equal(["agreements/z", "statements/a"], position.Entries.Select(entry => entry.Record));
        Assert.Equal([Step("2024-06-13", Stance.Neutral, "statements/a")], position.Steps);
    }

    [Fact]
    public async Task A_record_that_changes_replaces_what_it_said_before()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US", "SE")));
        await app.CatchUpAsync();

        app.Registers.Statements.Append(Given.Statement("a", "2024-01-02", Given.Position(Stance.Neutral, "US")), Kind.Updated);
        await app.CatchUpAsync();

        var (us, se) = (await app.GetPositionAsync("US"), await app.GetPositionAsync("SE"));
        Assert.Equal([Step("2024-01-02", Stance.Neutral, "statements/a")], us.Steps);
        Assert.Equal((2L, 2L, "\"2\""), (us.Revision, se.Revision, se.Etag));
        Assert.Empty(se.Entries);
        Assert.Empty(se.Steps);
    }

    [Fact]
    public async Task A_signature_that_turns_out_to_be_none_commits_nobody_any_more()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Agreements.Append(Given.Agreement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();

        app.Registers.Agreements.Append(Given.Agreement("a", signedOn: "", Given.Position(Stance.Supports, "US")), Kind.Updated);
        await app.CatchUpAsync();

        var position = await app.GetPositionAsync("US");
        Assert.Equal(2, position.Revision);
        Assert.Empty(position.Entries);
        Assert.Empty(position.Steps);
    }

    [Fact]
    public async Task A_record_that_changed_several_times_since_counts_as_it_is_now()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US", "SE")));
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-02", Given.Position(Stance.Neutral, "US")), Kind.Updated);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-03", Given.Position(Stance.Opposes, "US")), Kind.Updated);

        // Stopped and started again, it finds all three changes at once.
        await app.Service.StopAsync();
        await app.Service.StartAsync();
        await app.CatchUpAsync();

        Assert.Equal([Step("2024-01-03", Stance.Opposes, "statements/a")], (await app.GetPositionAsync("US")).Steps);
        await AssertNoPositionAsync(app, "SE");
    }

    [Fact]
    public async Task Positions_belong_to_the_track_of_their_organization_and_candidate()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        await app.AddTrackAsync("nato-georgia", "organizations/nato", "GE");
        var georgia = Given.Position(Stance.Neutral, "SE");
        georgia.Candidate = "GE";
        var eu = Given.Position(Stance.Supports, "FR");
        eu.Organization = "organizations/eu";

        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US"), georgia, eu));
        await app.CatchUpAsync();

        Assert.Equal(["tracks/nato-ukraine/positions/US"], await NamesAsync("tracks/nato-ukraine"));
        Assert.Equal(["tracks/nato-georgia/positions/SE"], await NamesAsync("tracks/nato-georgia"));

        async Task<IEnumerable<string>> NamesAsync(string track) =>
            (await app.Client.ListPositionsAsync(new() { Parent = track })).Positions.Select(position => position.Name);
    }

    [Fact]
    public async Task A_new_track_begins_with_what_is_on_record_already()
    {
        await using var app = await CriteriaApp.StartAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US", "SE")));
        app.Registers.Agreements.Append(Given.Agreement("b", "2024-02-01", Given.Position(Stance.Opposes, "SE")));
        await app.CatchUpAsync();
        await app.AddOrganizationAsync("nato");

        await app.AddTrackAsync("nato-ukraine", "organizations/nato");

        var (changes, _) = await app.ReadLogAsync();
        Assert.Equal(
            ["organizations/nato", "tracks/nato-ukraine", "tracks/nato-ukraine/positions/SE", "tracks/nato-ukraine/positions/US"],
            changes.Select(change => change.Name));
        Assert.Equal([Stance.Supports, Stance.Opposes], (await app.GetPositionAsync("SE")).Steps.Select(step => step.Stance));
    }

    public class OnSqlite() : RecordTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RecordTests(StoreKind.PostgreSql);
}
