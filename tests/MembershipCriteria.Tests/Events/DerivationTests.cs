using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using static AllianceServices.MembershipCriteria.Tests.Events.Expected;
using Kind = Alliance.Type.V1.Change.Types.Kind;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public abstract class DerivationTests(StoreKind store)
{
    [Fact]
    public async Task A_published_statement_becomes_a_position()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Statements.Append(Given.Statement("kirby", "2024-06-17", Given.Position(Stance.SupportsWithConditions, "US")));
        await app.CatchUpAsync();

        var position = await app.GetPositionAsync("US");
        Assert.Equal(("tracks/nato-ukraine/positions/US", "US", 1L), (position.Name, position.Party, position.Revision));
        Assert.Equal([Record("statements/kirby", "2024-06-17", Stance.SupportsWithConditions)], position.Entries);
        Assert.Equal([Step("2024-06-17", Stance.SupportsWithConditions, "statements/kirby")], position.Steps);
    }

    [Fact]
    public async Task An_agreement_commits_its_parties_from_its_signature_on()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Agreements.Append(Given.Agreement("ua-us", "2024-06-13", Given.Position(Stance.Supports, "US", "SE")));
        await app.CatchUpAsync();

        foreach (var party in new[] { "SE", "US" })
        {
            var position = await app.GetPositionAsync(party);
            Assert.Equal([Record("agreements/ua-us", "2024-06-13", Stance.Supports)], position.Entries);
            Assert.Equal([Step("2024-06-13", Stance.Supports, "agreements/ua-us")], position.Steps);
        }
    }

    [Fact]
    public async Task An_agreement_commits_nobody_before_it_is_signed()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

        app.Registers.Agreements.Append(Given.Agreement("ua-us", signedOn: "", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();
        await AssertNoPositionAsync(app, "US");
        app.Registers.Agreements.Append(Given.Agreement("ua-us", "2024-06-13", Given.Position(Stance.Supports, "US")), Kind.Updated);
        await app.CatchUpAsync();

        Assert.Equal([Step("2024-06-13", Stance.Supports, "agreements/ua-us")], (await app.GetPositionAsync("US")).Steps);
    }

    [Fact]
    public async Task When_a_register_was_replaced_positions_rest_on_the_new_one_alone()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("kirby", "2024-06-17", Given.Position(Stance.Supports, "US")));
        app.Registers.Statements.Append(Given.Statement("scholz", "2024-06-18", Given.Position(Stance.Sceptical, "DE")));
        await app.CatchUpAsync();

        app.Registers.Statements.Lose();
        app.Registers.Statements.Append(Given.Statement("rutte", "2024-07-01", Given.Position(Stance.Opposes, "US")));

        await Eventually.BecomesAsync(
            async () => (await app.GetPositionAsync("US")).Steps,
            steps => steps.SequenceEqual([Step("2024-07-01", Stance.Opposes, "statements/rutte")]), "the position rests on the new log");
        Assert.Empty((await app.GetPositionAsync("DE")).Steps);
    }

    [Fact]
    public async Task A_draft_counts_when_it_is_published()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        var draft = Given.Statement("kirby", "2024-06-17", Given.Position(Stance.Supports, "US"));
        draft.State = State.Draft;

        app.Registers.Statements.Append(draft);
        await app.CatchUpAsync();
        await AssertNoPositionAsync(app, "US");
        app.Registers.Statements.Append(new Statement(draft) { State = State.Published }, Kind.Published);
        await app.CatchUpAsync();

        Assert.Equal([Step("2024-06-17", Stance.Supports, "statements/kirby")], (await app.GetPositionAsync("US")).Steps);
    }

    [Fact]
    public async Task What_does_not_count_is_kept_as_history()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        var parliament = Given.Position(Stance.Opposes, "US");
        parliament.Level = AuthorityLevel.Parliament;
        var recalled = Given.Statement("a-recalled", "2024-01-01", Given.Position(Stance.Neutral, "US"));
        recalled.Confidence = Confidence.Recalled;
        var reset = Given.Statement("c-reset", "2025-01-20", Given.Position(Stance.Unknown, "US"));
        reset.Kind = "editorial_reset";

        app.Registers.Statements.Append(reset);
        app.Registers.Statements.Append(Given.Statement("b-parliament", "2024-02-01", parliament));
        app.Registers.Statements.Append(recalled);
        await app.CatchUpAsync();

        var position = await app.GetPositionAsync("US");
        Assert.Equal(
            [
                Record("statements/a-recalled", "2024-01-01", Stance.Neutral, counts: false),
                Record("statements/b-parliament", "2024-02-01", Stance.Opposes, AuthorityLevel.Parliament, counts: false),
                Record("statements/c-reset", "2025-01-20", Stance.Unknown, reset: true),
            ],
            position.Entries);
        Assert.Equal([Step("2025-01-20", Stance.Unknown, "statements/c-reset")], position.Steps);
    }

    [Fact]
    public async Task A_head_of_state_who_stands_elsewhere_shows_in_the_steps()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        var headOfState = Given.Position(Stance.Opposes, "SK");
        headOfState.Level = AuthorityLevel.HeadOfState;

        app.Registers.Statements.Append(
            Given.Statement("both", "2023-05-01", Given.Position(Stance.Supports, "SK"), headOfState));
        await app.CatchUpAsync();

        var position = await app.GetPositionAsync("SK");
        Assert.Equal(
            [AuthorityLevel.Government, AuthorityLevel.HeadOfState], position.Entries.Select(entry => entry.Level));
        var divided = Step("2023-05-01", Stance.Supports, "statements/both");
        (divided.Divided, divided.DividedRecord) = (true, "statements/both");
        var united = Step("2025-05-02", Stance.Supports, "statements/both");
        united.Since = "2023-05-01";
        Assert.Equal([divided, united], position.Steps);
    }

    public class OnSqlite() : DerivationTests(StoreKind.Sqlite);

    public class OnPostgreSql() : DerivationTests(StoreKind.PostgreSql);
}
