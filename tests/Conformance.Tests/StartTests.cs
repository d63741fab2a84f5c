using Grpc.Core;

namespace AllianceServices.Conformance.Tests;

/// <summary>In which order a sidecar meets its app, and what restarts of either side do.</summary>
public sealed class StartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sidecar_serves_before_its_app_and_finds_it_later()
    {
        await using var rig = new Rig();
        await rig.StartSidecarAsync();
        var client = rig.Client();

        Assert.False(await client.CheckHealthAsync(Ct));
        await client.WaitForSidecarAsync(Ct);

        await rig.StartAppAsync();
        await rig.SubscribedAsync();
        await Eventually.BecomesAsync(() => client.CheckHealthAsync(Ct), healthy => healthy, "the sidecar is ready");
        await rig.PublishAsync("1");
        Assert.Equal("1", (await rig.Behaviour.NextAsync()).Event.Id);
    }

    [Fact]
    public async Task Subscriptions_are_asked_for_four_times_and_then_never_again()
    {
        await using var rig = new Rig();
        rig.Behaviour.OnList = _ => throw Down();
        await rig.StartAppAsync();
        await rig.StartSidecarAsync();
        await Eventually.HoldsAsync(() => rig.Behaviour.ListCalls == 4, "the sidecar has tried four times");
        var client = rig.Client();
        await Eventually.BecomesAsync(() => client.CheckHealthAsync(Ct), ready => ready, "the sidecar has given up");

        rig.Behaviour.OnList = _ => { };
        await rig.StopAppAsync();
        await rig.StartAppAsync();
        await rig.PublishAsync("unheard");
        Assert.Empty((await rig.Raw.GetMetadataAsync(new(), cancellationToken: Ct)).Subscriptions);
        Assert.Equal(4, rig.Behaviour.ListCalls);

        await rig.KillSidecarAsync();
        await rig.StartSidecarAsync();
        await rig.SubscribedAsync();
        Assert.Equal(5, rig.Behaviour.ListCalls);
    }

    [Fact]
    public async Task A_fetch_that_fails_at_first_is_repeated()
    {
        await using var rig = new Rig();
        rig.Behaviour.OnList = call => _ = call < 2 ? throw Down() : 0;
        await rig.StartAppAsync();
        await rig.StartSidecarAsync();

        await rig.SubscribedAsync();

        Assert.Equal(2, rig.Behaviour.ListCalls);
    }

    [Fact]
    public async Task An_app_that_restarts_gets_what_came_meanwhile_and_is_not_asked_again()
    {
        await using var rig = await Rig.StartAsync(new() { Retries = Retries.Patient });
        await rig.StopAppAsync();
        await rig.PublishAsync("missed");
        await rig.StartAppAsync();

        Assert.Equal("missed", (await rig.Behaviour.NextAsync()).Event.Id);
        Assert.Equal(1, rig.Behaviour.ListCalls);
    }

    [Fact]
    public async Task Health_decides_when_subscriptions_are_asked_for_and_events_flow()
    {
        await using var rig = new Rig(new() { HealthCheck = true, Retries = Retries.Patient });
        rig.Behaviour.Healthy = false;
        await rig.StartAppAsync();
        await rig.StartSidecarAsync();
        var client = rig.Client();
        await Eventually.HoldsAsync(() => rig.Behaviour.HealthHeaders is not null, "the app is probed");
        await Eventually.BecomesAsync(() => client.CheckHealthAsync(Ct), ready => ready, "the sidecar is ready without its app's health");
        Assert.Equal(0, rig.Behaviour.ListCalls);

        rig.Behaviour.Healthy = true;
        await rig.SubscribedAsync();
        await rig.PublishAsync("1");

        Assert.Equal("1", (await rig.Behaviour.NextAsync()).Event.Id);
        Assert.Equal(1, rig.Behaviour.ListCalls);
    }

    private static RpcException Down() => new(new Grpc.Core.Status(StatusCode.Unavailable, "down"));
}
