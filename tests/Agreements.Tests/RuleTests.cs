using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Agreements.Tests;

public abstract class RuleTests(StoreKind store)
{
    private static readonly LifecycleEvent Announced = Given.Event(LifecycleState.Announced, "2024-01-12");

    // What is wrong with an agreement, and the fields that the refusal names.
    public static TheoryData<string, Agreement, string[]> Bad => new()
    {
        {
            "an event before the one before it",
            Given.Agreement(Announced, Given.Event(LifecycleState.Signed, "2024-01-11")),
            ["events[1].date"]
        },
        {
            "an event known before the one before it",
            Given.Agreement(Announced, Given.Event(LifecycleState.Signed, knownBy: "2024-01-11")),
            ["events[1].known_by"]
        },
        {
            "an event before one that inherits its date",
            Given.Agreement(Announced, Given.Event(LifecycleState.Signed), Given.Event(LifecycleState.InForce, "2023-12-31")),
            ["events[2].date"]
        },
        {
            "first events without a date",
            Given.Agreement(Given.Event(LifecycleState.Announced), Given.Event(LifecycleState.Signed), Announced),
            ["events[0].date", "events[1].date"]
        },
        { "no events", Given.Agreement(agreement => agreement.Events.Clear()), ["events"] },
        { "an event without a state", Given.Agreement(new LifecycleEvent { Date = "2024-01-12" }), ["events[0].state"] },
        { "an empty date", Given.Agreement(Given.Event(LifecycleState.Signed, "")), ["events[0].date"] },
        { "a party that is nobody", Given.Agreement(agreement => agreement.Parties[1] = new Party()), ["parties[1]"] },
        { "an empty country", Given.Agreement(agreement => agreement.Parties[0].Country = ""), ["parties[0].country"] },
        { "no parties", Given.Agreement(agreement => agreement.Parties.Clear()), ["parties"] },
        {
            "a stance that is none",
            Given.Agreement(agreement => agreement.Positions.Add(
                [Given.Position(Stance.Supports), Given.Position(Stance.NotApplicable)])),
            ["positions[1].stance", "positions[1].parties[0]"]
        },
        {
            "a signature that lies ahead",
            Given.Agreement(Given.Event(LifecycleState.Signed, "2199-01-01")),
            ["events[0].date"]
        },
        {
            "a day beyond the calendar",
            Given.Agreement(Given.Event(LifecycleState.Signed, "2024-06-13"), Given.Event(LifecycleState.Expired, "9999-12-31")),
            ["events[1].date"]
        },
        {
            "several things",
            Given.Agreement(agreement =>
            {
                agreement.Parties.Add(new Party());
                agreement.Positions.Add(Given.Position(Stance.NotApplicable));
                agreement.Events[0].ClearDate();
            }),
            ["parties[2]", "positions[0].stance", "events[0].date"]
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task An_agreement_that_cannot_be_is_refused(string what, Agreement agreement, string[] fields)
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddAsync("a", agreement));

        Assert.True(fields.Select(field => "agreement." + field).SequenceEqual(failure.Fields), $"{what}: {failure.Status}");
        Assert.Empty(await app.ReadLogAsync());
    }

    [Fact]
    public async Task Events_of_one_day_are_in_order()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var created = await app.AddAsync("a", Given.Agreement(
            Announced, Given.Event(LifecycleState.Signed, "2024-01-12"), Given.Event(LifecycleState.InForce, knownBy: "2024-01-12")));

        Assert.Equal(["2024-01-12", "2024-01-12", "2024-01-12"], created.Events.Select(e => e.EffectiveDate));
        Assert.Equal(LifecycleState.InForce, created.State);
    }

    [Fact]
    public async Task An_organization_is_a_party_as_good_as_a_country()
    {
        await using var app = await AgreementsApp.StartAsync(store);

        var created = await app.AddAsync("a", Given.Agreement(
            agreement => agreement.Parties[1] = new Party { Organization = "organizations/eu" }));

        Assert.Equal("organizations/eu", created.Parties[1].Organization);
    }

    public class OnSqlite() : RuleTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RuleTests(StoreKind.PostgreSql);
}
