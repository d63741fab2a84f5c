using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Kind = Alliance.Type.V1.Change.Types.Kind;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public abstract class CursorTests(StoreKind store)
{
    [Fact]
    public async Task Changes_and_bookmarks_say_how_far_the_other_logs_were_read()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        var (before, _) = await app.ReadLogAsync();

        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();
        app.Registers.Agreements.Append(Given.Agreement("b", "2024-02-01", Given.Position(Stance.Neutral, "US")));
        await app.CatchUpAsync();
        app.Registers.Statements.Append(Given.Statement("c", "2024-03-01", Given.Position(Stance.Opposes, "US")));
        await app.CatchUpAsync();
        await app.AddTrackAsync("nato-georgia", "organizations/nato", "GE");

        var (changes, bookmark) = await app.ReadLogAsync();
        Assert.All(before, change => Assert.Empty(change.Upstream));
        Assert.Equal(
            ["statements 1", "agreements 1, statements 1", "agreements 1, statements 2", "agreements 1, statements 2"],
            changes.Skip(before.Count).Select(change => CriteriaApp.Text(change.Upstream)));
        Assert.Equal("agreements 1, statements 2", CriteriaApp.Text(bookmark.Upstream));
        Assert.Equal(changes.Count, bookmark.Sequence);
    }

    [Fact]
    public async Task A_derived_change_names_the_register_as_its_actor()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();
        app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();

        var derived = (await app.ReadLogAsync()).Changes.Where(change => change.Name.EndsWith("/positions/US", StringComparison.Ordinal));
        Assert.Equal(
            [(Kind.Created, 1L, "criteria"), (Kind.Updated, 2L, "criteria")],
            derived.Select(change => (change.Kind, change.Revision, change.Actor)));
    }

    [Fact]
    public async Task What_says_nothing_about_positions_moves_only_the_cursor()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        var (before, _) = await app.ReadLogAsync();

        app.Registers.Statements.Append(Given.Source("briefing"));
        app.Registers.Statements.Append("treaties/x", OfLaterVersion, Kind.Created);
        app.Registers.Agreements.Append(Given.Agreement("a"));
        await app.CatchUpAsync();

        var (changes, bookmark) = await app.ReadLogAsync();
        Assert.Equal(before, changes);
        Assert.Equal("agreements 1, statements 2", CriteriaApp.Text(bookmark.Upstream));
    }

    [Fact]
    public async Task What_is_unknown_does_not_hide_what_follows()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Statements.Append("treaties/x", OfLaterVersion, Kind.Created);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();

        Assert.Single((await app.GetPositionAsync("US")).Steps);
    }

    [Fact]
    public async Task After_a_restart_in_the_middle_each_change_has_had_its_effect_once()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        await app.Service.StopAsync();
        var countries = Countries(600);
        foreach (var (i, country) in countries.Index())
        {
            app.Registers.Statements.Append(Given.Statement($"s{i}", "2024-01-01", Given.Position(Stance.Supports, country)));
        }
        app.Registers.Statements.BreaksAfter = 550;
        await app.Service.StartAsync();
        await app.CatchUpToAsync("statements 500");

        await app.Service.StopAsync();
        app.Registers.Statements.BreaksAfter = null;
        await app.Service.StartAsync();
        await app.CatchUpAsync();

        var positions = (await app.ReadLogAsync()).Changes.Where(change => change.Name.Contains("/positions/", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            countries.Select(country => Given.Track($"positions/{country}")).Order(StringComparer.Ordinal),
            positions.Select(change => change.Name).Order(StringComparer.Ordinal));
        Assert.All(positions, change => Assert.Equal(1, change.Revision));
        Assert.Contains(500, app.Registers.Statements.Reads);
    }

    [Fact]
    public async Task A_restart_without_news_changes_nothing()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();
        var (before, _) = await app.ReadLogAsync();
        var reads = app.Registers.Statements.Reads.Count;

        await app.Service.StopAsync();
        await app.Service.StartAsync();
        await Eventually.HoldsAsync(() => app.Registers.Statements.Reads.Count > reads + 1, "the log was read again");

        Assert.Equal(before, (await app.ReadLogAsync()).Changes);
        Assert.Equal(1, app.Registers.Statements.Reads[^1]);
    }

    [Fact]
    public async Task A_register_that_answers_again_is_read_on()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.IsDown = true;
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        app.Registers.Agreements.Append(Given.Agreement("b", "2024-01-02", Given.Position(Stance.Supports, "SE")));

        await app.CatchUpToAsync("agreements 1");
        app.Registers.Statements.IsDown = false;
        await app.CatchUpAsync();

        Assert.Single((await app.GetPositionAsync("US")).Steps);
        Assert.Single((await app.GetPositionAsync("SE")).Steps);
    }

    // A kind of resource that this build does not know.
    private static Any OfLaterVersion => new() { TypeUrl = "type.googleapis.com/alliance.statements.v9.Treaty", Value = ByteString.CopyFromUtf8("x") };

    private static List<string> Countries(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $"{(char)('A' + i / 26)}{(char)('A' + i % 26)}")];

    public class OnSqlite() : CursorTests(StoreKind.Sqlite);

    public class OnPostgreSql() : CursorTests(StoreKind.PostgreSql);
}
