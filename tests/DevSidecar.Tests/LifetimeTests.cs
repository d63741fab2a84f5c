using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>How a sidecar stops, and what keeps it from starting.</summary>
public sealed class LifetimeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sidecar_that_stops_lets_the_event_under_way_finish()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { DrainTimeout = TimeSpan.FromSeconds(30) });
        var answer = new TaskCompletionSource<Status>(TaskCreationOptions.RunContinuationsAsynchronously);
        subscriber.Behaviour.OnEvent = _ => answer.Task;
        var publisher = await rig.PublisherAsync();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        await subscriber.NextAsync();

        var stopped = subscriber.Sidecar.DisposeAsync().AsTask();
        await Eventually.HoldsAsync(() => rig.Group("gateway").Members == 0, "no new deliveries");
        Assert.False(stopped.IsCompleted);
        answer.SetResult(Status.Success);
        await stopped.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal(0, rig.Group("gateway").Lag);
    }

    [Fact]
    public async Task A_sidecar_does_not_wait_for_ever_for_an_event_that_hangs()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { DrainTimeout = TimeSpan.Zero });
        var never = new TaskCompletionSource<Status>();
        subscriber.Behaviour.OnEvent = _ => never.Task;
        var publisher = await rig.PublisherAsync();
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        await subscriber.NextAsync();

        await subscriber.Sidecar.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal(1, rig.Group("gateway").Lag);
        never.SetResult(Status.Success);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taken_port_is_named(bool http)
    {
        await using var rig = new Rig();
        var first = await rig.SidecarAsync("statements");
        var taken = http ? first.HttpPort : first.GrpcPort;

        var exception = await Assert.ThrowsAsync<PortTakenException>(() => Sidecar.StartAsync(
            rig.Hub, new SidecarOptions { AppId = "late", GrpcPort = http ? 0 : taken, HttpPort = http ? taken : 0 }, Ct));

        Assert.Equal(taken, exception.Port);
        Assert.StartsWith($"{(http ? "HttpPort" : "GrpcPort")} {taken} of sidecar 'late' is taken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_is_named()
    {
        await using var rig = new Rig();

        foreach (var (wrong, name) in new (SidecarOptions, string)[]
        {
            (new() { AppId = " " }, "AppId"),
            (new() { AppId = "a", GrpcPort = 70_000 }, "GrpcPort"),
            (new() { AppId = "a", AppPort = 0 }, "AppPort"),
            (new() { AppId = "a", GrpcPort = 5, HttpPort = 5 }, "HttpPort"),
            (new() { AppId = "a", AppHealthTimeout = TimeSpan.FromMinutes(1) }, "AppHealthTimeout"),
            (new() { AppId = "a", Retry = new() { MaxRetries = -2 } }, "Retry:MaxRetries"),
        })
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => Sidecar.StartAsync(rig.Hub, wrong, Ct));
            Assert.StartsWith(name + " ", exception.Message, StringComparison.Ordinal);
        }
    }
}
