using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Agreements.Tests;

public abstract class UpdateAgreementTests(StoreKind store)
{
    private const string Name = "agreements/ua-us-2024";

    [Fact]
    public async Task A_mask_changes_what_it_names_and_what_follows_from_it()
    {
        await using var app = await AgreementsApp.StartAsync(store, AgreementsApp.Noon("2024-06-13"));
        var created = await app.AddAsync("ua-us-2024", Given.FullAgreement());

        var changed = await app.Client.UpdateAgreementAsync(new()
        {
            Agreement = new()
            {
                Name = Name,
                Title = "Not changed",
                Events = { Given.Event(LifecycleState.Signed, "2024-06-12") },
            },
            UpdateMask = new() { Paths = { "events", "place" } },
        });

        Assert.Equal(
            (created.Title, false, "2024-06-12", "2024-06-12", LifecycleState.Signed, 2L),
            (changed.Title, changed.HasPlace, changed.SignedOn, changed.Events[0].EffectiveDate, changed.State, changed.Revision));
        Assert.Equal(changed, await app.GetAsync("ua-us-2024"));
        Assert.Equal([Change.Types.Kind.Created, Change.Types.Kind.Updated], (await app.ReadLogAsync()).Select(change => change.Kind));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_revision()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("ua-us-2024", Given.FullAgreement());

        Assert.Equal(created, await app.Client.UpdateAgreementAsync(new() { Agreement = created, UpdateMask = new() { Paths = { "*" } } }));
        Assert.Single(await app.ReadLogAsync());
    }

    [Theory]
    [InlineData("state")]
    [InlineData("signed_on")]
    [InlineData("events.effective_date")]
    public async Task What_follows_from_the_events_cannot_be_set(string path)
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("ua-us-2024", Given.Agreement());

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateAgreementAsync(
            new() { Agreement = new(created) { State = LifecycleState.InForce }, UpdateMask = new() { Paths = { path } } }));

        Assert.Equal(["update_mask.paths[0]"], failure.Fields);
        Assert.Single(await app.ReadLogAsync());
    }

    [Fact]
    public async Task What_the_rules_refuse_in_a_new_agreement_they_refuse_in_a_changed_one()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement());

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateAgreementAsync(new()
        {
            Agreement = new()
            {
                Name = Name,
                Events = { Given.Event(LifecycleState.Signed, "2024-06-13"), Given.Event(LifecycleState.InForce, "2024-06-12") },
            },
        }));

        Assert.Equal(["agreement.events[1].date"], failure.Fields);
        Assert.Single(await app.ReadLogAsync());
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("ua-us-2024", Given.Agreement());
        UpdateAgreementRequest Update(string title) => new() { Agreement = new() { Name = Name, Title = title }, Etag = created.Etag };
        await app.Client.UpdateAgreementAsync(Update("The first"));

        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch, app.Client.UpdateAgreementAsync(Update("The second")));

        Assert.Equal("The first", (await app.GetAsync("ua-us-2024")).Title);
    }

    [Fact]
    public async Task Revisions_are_listed_the_newest_first()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement());
        await app.Client.UpdateAgreementAsync(new() { Agreement = new() { Name = Name, Title = "Another title" } });
        await app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Given.Event(LifecycleState.InForce, "2024-07-01") });

        var page = await app.Client.ListAgreementRevisionsAsync(new() { Name = Name });

        Assert.Equal(
            [Change.Types.Kind.EventRecorded, Change.Types.Kind.Updated, Change.Types.Kind.Created],
            page.Revisions.Select(r => r.Revision.Kind));
        Assert.Equal([2, 1, 1], page.Revisions.Select(r => r.Agreement.Events.Count));
    }

    public class OnSqlite() : UpdateAgreementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : UpdateAgreementTests(StoreKind.PostgreSql);
}
