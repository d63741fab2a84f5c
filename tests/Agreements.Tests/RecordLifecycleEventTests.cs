using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Agreements.Tests;

public abstract class RecordLifecycleEventTests(StoreKind store)
{
    private const string Name = "agreements/ua-us-2024";

    private static readonly LifecycleEvent[] Life =
    [
        Given.Event(LifecycleState.Announced, "2024-01-12"),
        Given.Event(LifecycleState.Initialled),
        Given.Event(LifecycleState.InForce, "2024-07-01"),
    ];

    [Theory]
    [InlineData("2024-01-11", 0)]
    [InlineData("2024-01-12", 2)]
    [InlineData("2024-06-13", 2)]
    [InlineData("2024-07-01", 3)]
    [InlineData("2024-07-02", 3)]
    [InlineData(null, 3)]
    public async Task An_event_is_put_where_it_belongs_and_the_others_stand(string? date, int place)
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("ua-us-2024", Given.Agreement(Life));

        var recorded = await app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Given.Event(LifecycleState.Signed, date) });

        Assert.Equal(LifecycleState.Signed, recorded.Events[place].State);
        Assert.Equal(date ?? "2024-07-01", recorded.Events[place].EffectiveDate);
        Assert.Equal(recorded.Events[place].EffectiveDate, recorded.SignedOn);
        recorded.Events.RemoveAt(place);
        Assert.Equal(created.Events, recorded.Events);
        Assert.Equal([Change.Types.Kind.Created, Change.Types.Kind.EventRecorded], (await app.ReadLogAsync()).Select(change => change.Kind));
    }

    [Fact]
    public async Task An_event_known_by_a_day_is_put_by_that_day()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement(Life));

        var recorded = await app.Client.RecordLifecycleEventAsync(
            new() { Name = Name, Event = Given.Event(LifecycleState.Signed, knownBy: "2024-06-13") });

        Assert.Equal("2024-06-13", recorded.Events[2].KnownBy);
        Assert.Equal("2024-06-13", recorded.SignedOn);
    }

    [Fact]
    public async Task An_agreement_has_no_more_events_than_the_contract_allows()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement([.. Enumerable.Repeat(Given.Event(LifecycleState.Announced, "2024-01-12"), 100)]));

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Given.Event(LifecycleState.Signed, "2024-06-13") }));

        Assert.Equal(["event"], failure.Fields);
        Assert.Single(await app.ReadLogAsync());
    }

    [Theory]
    [InlineData("2199-01-01", LifecycleState.Signed, "event.date")]
    [InlineData("2024-06-31", LifecycleState.Signed, "event.date")]
    [InlineData("2024-06-13", LifecycleState.Unspecified, "event.state")]
    public async Task A_bad_event_is_refused_by_its_field_and_changes_nothing(string date, LifecycleState state, string field)
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement(Life));

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Given.Event(state, date) }));

        Assert.Equal([field], failure.Fields);
        Assert.Single(await app.ReadLogAsync());
    }

    [Fact]
    public async Task A_repeated_request_records_the_event_once()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("ua-us-2024", Given.Agreement(Life));
        var request = new RecordLifecycleEventRequest
        {
            Name = Name,
            Event = Given.Event(LifecycleState.Signed, "2024-06-13"),
            RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a13",
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Client.RecordLifecycleEventAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Equal(4, (await app.GetAsync("ua-us-2024")).Events.Count);
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var created = await app.AddAsync("ua-us-2024", Given.Agreement(Life));
        await app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Given.Event(LifecycleState.Signed, "2024-06-13") });

        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch, app.Client.RecordLifecycleEventAsync(
            new() { Name = Name, Event = Given.Event(LifecycleState.Expired, "2034-06-13"), Etag = created.Etag }));

        Assert.Equal(2, (await app.ReadLogAsync()).Count);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.RecordLifecycleEventAsync(new() { Name = Name, Event = Life[0] }));
    }

    public class OnSqlite() : RecordLifecycleEventTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RecordLifecycleEventTests(StoreKind.PostgreSql);
}
