using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.Agreements.Tests;

public abstract class CreateAgreementTests(StoreKind store)
{
    [Fact]
    public async Task A_new_agreement_keeps_what_was_given()
    {
        await using var app = await AgreementsApp.StartAsync(store, AgreementsApp.Noon("2024-06-14"));
        var given = Given.FullAgreement();

        var created = await app.AddAsync("ua-us-2024", given);

        Assert.Equal(("agreements/ua-us-2024", 1L, "\"1\""), (created.Name, created.Revision, created.Etag));
        Assert.Equal(AgreementsApp.Noon("2024-06-14").GetUtcNow(), created.CreateTime.ToDateTimeOffset());
        Assert.Equal(created.CreateTime, created.UpdateTime);
        Assert.Equal(given, WithoutServerFields(created));
        Assert.Equal(created, await app.GetAsync("ua-us-2024"));
    }

    [Fact]
    public async Task Effective_dates_and_the_day_of_signature_follow_from_the_events()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var created = await app.AddAsync("a", Given.Agreement(
            Given.Event(LifecycleState.Announced, "2024-01-12"),
            Given.Event(LifecycleState.Signed, knownBy: "2024-02-20"),
            Given.Event(LifecycleState.InForce),
            Given.Event(LifecycleState.Signed, "2024-03-01")));

        Assert.Equal(
            ["2024-01-12", "2024-02-20", "2024-02-20", "2024-03-01"], created.Events.Select(e => e.EffectiveDate));
        Assert.Equal("2024-02-20", created.SignedOn);
    }

    [Theory]
    [InlineData(LifecycleState.SignedDisputed)]
    [InlineData(LifecycleState.Announced)]
    [InlineData(LifecycleState.InForce)]
    public async Task Nothing_but_an_undisputed_signature_gives_a_day_of_signature(LifecycleState state)
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var created = await app.AddAsync("a", Given.Agreement(Given.Event(state, "2024-01-12")));

        Assert.Equal("", created.SignedOn);
        Assert.Equal(state, created.State);
    }

    [Fact]
    public async Task What_only_the_server_sets_is_ignored_at_every_depth()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var created = await app.AddAsync("a", Given.Agreement(agreement =>
        {
            agreement.Name = "agreements/another";
            agreement.State = LifecycleState.Terminated;
            agreement.Revision = 7;
            agreement.Etag = "\"7\"";
            agreement.CreateTime = agreement.UpdateTime = new() { Seconds = 1 };
            agreement.SignedOn = "1999-01-01";
            agreement.Events[0].EffectiveDate = "1999-01-01";
        }));

        Assert.Equal(("agreements/a", LifecycleState.Signed, 1L, "\"1\""), (created.Name, created.State, created.Revision, created.Etag));
        Assert.Equal(("2024-06-13", "2024-06-13"), (created.SignedOn, created.Events[0].EffectiveDate));
        Assert.All([created.CreateTime, created.UpdateTime], time => Assert.NotEqual(1, time.Seconds));
    }

    [Fact]
    public async Task The_change_in_the_log_holds_for_any_day()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("a", Given.Agreement());

        var change = Assert.Single(await app.ReadLogAsync());

        Assert.Equal(("agreements", 1L, "agreements/a", Change.Types.Kind.Created),
            (change.Register, change.Sequence, change.Name, change.Kind));
        Assert.Equal(LifecycleState.Signed, created.State);
        Assert.Equal(new Agreement(created) { State = LifecycleState.Unspecified }, change.Resource.Unpack<Agreement>());
    }

    [Fact]
    public async Task A_repeated_request_is_answered_alike_and_changes_nothing()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var request = new CreateAgreementRequest
        {
            AgreementId = "a",
            Agreement = Given.Agreement(),
            RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11",
        };

        var first = await app.Client.CreateAgreementAsync(request);
        var again = await app.Client.CreateAgreementAsync(request);

        Assert.Equal(first, again);
        Assert.Single(await app.ReadLogAsync());
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var first = await app.AddAsync("a", Given.Agreement());

        var failure = await RpcAssert.FailsAsync(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists,
            () => app.AddAsync("a", Given.FullAgreement()));

        Assert.Equal("agreements/a", failure.Detail<ResourceInfo>()!.ResourceName);
        Assert.Equal(first, await app.GetAsync("a"));
    }

    private static Agreement WithoutServerFields(Agreement agreement)
    {
        var content = new Agreement(agreement)
        {
            Name = "",
            State = LifecycleState.Unspecified,
            Revision = 0,
            Etag = "",
            CreateTime = null,
            UpdateTime = null,
            SignedOn = "",
        };
        content.Events[0].EffectiveDate = "";
        return content;
    }

    public class OnSqlite() : CreateAgreementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : CreateAgreementTests(StoreKind.PostgreSql);
}
