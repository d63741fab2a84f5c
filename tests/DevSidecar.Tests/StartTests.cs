using Grpc.Core;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>In which order a sidecar meets its app, and what restarts of either side do.</summary>
public sealed class StartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_restarts_elsewhere_gets_what_it_missed_and_is_not_asked_again()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        await subscriber.NextAsync();
        await Eventually.HoldsAsync(() => rig.Group("gateway").Lag == 0, "the first event is acknowledged");

        await subscriber.App.DisposeAsync();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 2, Ct);
        subscriber.Behaviour.Subscriptions.Add(Rig.On("another"));
        var restarted = await rig.AppAsync(subscriber.Behaviour);
        subscriber.Sidecar.AttachApp(restarted.Port);

        Assert.Equal("2", (await subscriber.NextAsync()).Event.Data.ToStringUtf8());
        Assert.Equal(1, subscriber.Behaviour.ListCalls);
        Assert.Single((await rig.SubscribedAsync(subscriber.Sidecar)).Subscriptions);
    }

    [Fact]
    public async Task An_app_that_restarts_in_the_midst_of_an_event_gets_it_again()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var never = new TaskCompletionSource<Status>();
        subscriber.Behaviour.OnEvent = _ => never.Task;
        var publisher = await rig.PublisherAsync();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        var first = await subscriber.NextAsync();

        subscriber.Behaviour.OnEvent = _ => Task.FromResult(Status.Success);
        subscriber.Sidecar.AttachApp((await rig.AppAsync(subscriber.Behaviour)).Port);

        Assert.Equal(first.Event.Id, (await subscriber.NextAsync()).Event.Id);
        never.SetResult(Status.Success);
    }

    [Fact]
    public async Task A_restarted_sidecar_keeps_its_ports_and_asks_anew()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();
        var (grpc, http) = (subscriber.Sidecar.GrpcPort, subscriber.Sidecar.HttpPort);
        subscriber.Behaviour.Subscriptions.Add(Rig.On("another"));

        await subscriber.Sidecar.RestartAsync(Ct);
        var metadata = await rig.SubscribedAsync(subscriber.Sidecar);
        await publisher.PublishEventAsync("pubsub", "another", "new", Ct);

        Assert.Equal((grpc, http), (subscriber.Sidecar.GrpcPort, subscriber.Sidecar.HttpPort));
        Assert.Equal(2, metadata.Subscriptions.Count);
        Assert.Equal("another", (await subscriber.NextAsync()).Event.Topic);
        Assert.Equal(2, subscriber.Behaviour.ListCalls);
    }

    [Fact]
    public async Task Health_decides_when_subscriptions_are_asked_for_and_events_flow()
    {
        await using var rig = new Rig();
        var behaviour = new AppBehaviour { Subscriptions = { Rig.On(Rig.Topic) }, Healthy = false };
        var sidecar = await rig.SidecarAsync("gateway", options => options with
        {
            AppHealthCheck = true,
            AppHealthInterval = TimeSpan.FromMilliseconds(50),
            AppHealthTimeout = TimeSpan.FromMilliseconds(50),
            AppHealthThreshold = 2,
        });
        sidecar.AttachApp((await rig.AppAsync(behaviour)).Port);
        var client = rig.Client(sidecar);
        await Eventually.HoldsAsync(() => behaviour.HealthHeaders is not null, "the app is probed");
        Assert.True(await client.CheckHealthAsync(Ct));
        Assert.Equal(0, behaviour.ListCalls);

        behaviour.Healthy = true;
        await rig.SubscribedAsync(sidecar);
        await client.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        await behaviour.NextAsync();

        behaviour.Healthy = false;
        await Eventually.HoldsAsync(() => rig.Group("gateway").Members == 0, "deliveries stop");
        await client.PublishEventAsync("pubsub", Rig.Topic, 2, Ct);
        Assert.Equal(0, behaviour.Waiting);

        behaviour.Healthy = true;
        Assert.Equal("2", (await behaviour.NextAsync()).Event.Data.ToStringUtf8());
        Assert.Equal(1, behaviour.ListCalls);
    }

    private static RpcException Down() => new(new Grpc.Core.Status(StatusCode.Unavailable, "down"));

    private static async Task<int> FreePortAsync(Rig rig)
    {
        var app = await rig.AppAsync(new AppBehaviour());
        await app.DisposeAsync();
        return app.Port;
    }
}
