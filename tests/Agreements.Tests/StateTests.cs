using Alliance.Agreements.V1;

namespace AllianceServices.Agreements.Tests;

public class StateTests
{
    private static readonly LifecycleEvent[] Life =
    [
        Given.Event(LifecycleState.Announced, "2024-01-12"),
        Given.Event(LifecycleState.Signed, "2024-06-13"),
        Given.Event(LifecycleState.InForce),
        Given.Event(LifecycleState.Suspended, knownBy: "2025-03-03"),
        Given.Event(LifecycleState.Expired, "2034-06-13"),
    ];

    [Theory]
    [InlineData("2024-01-11", LifecycleState.Unspecified)]
    [InlineData("2024-01-12", LifecycleState.Announced)]
    [InlineData("2024-06-12", LifecycleState.Announced)]
    [InlineData("2024-06-13", LifecycleState.InForce)]
    [InlineData("2025-03-02", LifecycleState.InForce)]
    [InlineData("2025-03-03", LifecycleState.Suspended)]
    [InlineData("2034-06-13", LifecycleState.Expired)]
    [InlineData("2099-01-01", LifecycleState.Expired)]
    public async Task The_state_is_that_of_the_last_event_that_has_come(string today, LifecycleState expected)
    {
        var clock = AgreementsApp.Noon("2024-06-13");
        await using var app = await AgreementsApp.StartAsync(clock: clock);
        await app.AddAsync("a", Given.Agreement(Life));

        clock.AdjustTime(AgreementsApp.Noon(today).GetUtcNow());

        var agreement = await app.GetAsync("a");
        Assert.Equal(expected, agreement.State);
        Assert.Equal("2024-06-13", agreement.SignedOn);
    }

    [Fact]
    public async Task Every_way_to_read_an_agreement_tells_its_state_of_today()
    {
        var clock = AgreementsApp.Noon("2025-03-02");
        await using var app = await AgreementsApp.StartAsync(clock: clock);
        await app.AddAsync("a", Given.Agreement(Life));
        Assert.Equal(LifecycleState.InForce, (await app.GetAsync("a")).State);

        clock.Advance(TimeSpan.FromHours(12));

        var got = await app.GetAsync("a");
        Assert.Equal(LifecycleState.Suspended, got.State);
        Assert.Equal([got], (await app.Client.ListAgreementsAsync(new())).Agreements);
        Assert.Equal([got], (await app.Client.BatchGetAgreementsAsync(new() { Names = { got.Name } })).Agreements);
    }

    [Theory]
    [InlineData("2024-01-11", LifecycleState.Unspecified)]
    [InlineData("2024-01-12", LifecycleState.Announced)]
    [InlineData("2024-06-13", LifecycleState.InForce)]
    [InlineData("2025-03-03", LifecycleState.Suspended)]
    public async Task The_state_on_another_day_can_be_asked_for(string day, LifecycleState expected)
    {
        await using var app = await AgreementsApp.StartAsync(clock: AgreementsApp.Noon("2025-06-01"));
        await app.AddAsync("a", Given.Agreement(Life));

        Assert.Equal(expected, (await app.Client.GetAgreementAsync(new() { Name = "agreements/a", AsOf = day })).State);
        Assert.Equal(expected, Assert.Single((await app.Client.ListAgreementsAsync(new() { AsOf = day })).Agreements).State);
    }

    [Fact]
    public async Task An_agreement_is_as_it_was_known_at_the_instant_with_the_state_that_followed_then()
    {
        var clock = AgreementsApp.Noon("2025-06-01");
        await using var app = await AgreementsApp.StartAsync(clock: clock);
        var before = await app.AddAsync("a", Given.Agreement(Given.Event(LifecycleState.Signed, "2024-06-13")));
        clock.Advance(TimeSpan.FromHours(1));
        await app.Client.RecordLifecycleEventAsync(new() { Name = "agreements/a", Event = Given.Event(LifecycleState.InForce, "2024-07-01") });

        Assert.Equal(before, await app.Client.GetAgreementAsync(new() { Name = "agreements/a", KnownAt = before.UpdateTime }));
        Assert.Equal([before], (await app.Client.ListAgreementsAsync(new() { KnownAt = before.UpdateTime })).Agreements);
        Assert.Equal(LifecycleState.InForce, (await app.GetAsync("a")).State);
    }

    [Fact]
    public async Task That_a_day_begins_is_no_change()
    {
        var clock = AgreementsApp.Noon("2024-06-13");
        await using var app = await AgreementsApp.StartAsync(clock: clock);
        await app.AddAsync("a", Given.Agreement(Life));

        clock.Advance(TimeSpan.FromDays(300));

        Assert.Equal(1, (await app.GetAsync("a")).Revision);
        Assert.Single(await app.ReadLogAsync());
    }
}
