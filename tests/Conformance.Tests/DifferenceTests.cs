using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.Conformance.Tests;

/// <summary>Where daprd behaves otherwise than the embedded sidecar, by name. Each test knows both, and says what it found.</summary>
public sealed class DifferenceTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redelivery_by_the_broker()
    {
        await using var rig = await Rig.StartAsync();
        var failed = false;
        rig.Behaviour.OnEvent = delivery =>
        {
            var first = delivery.Event.Id == "bad" && !failed;
            failed |= first;
            return Task.FromResult(first ? Status.Retry : Status.Success);
        };

        await rig.PublishAsync("bad", "good");

        Say("the broker delivers again, in its place, what the app did not take and no policy retried", "pubsub.in-memory and pubsub.redis lose it");
        var expected = Sut.Broker == Broker.Embedded ? new[] { "bad", "bad", "good" } : ["bad", "good"];
        Assert.Equal(expected, (await rig.Behaviour.TakeAsync(expected.Length)).Select(delivery => delivery.Event.Id));
    }

    [Fact]
    public async Task Building_blocks_other_than_pub_sub()
    {
        await using var rig = await Rig.StartAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await rig.Raw.GetStateAsync(new GetStateRequest { StoreName = "s", Key = "k" }, cancellationToken: Ct));

        Say("is not served: UNIMPLEMENTED", "is served: a store that is not configured is FAILED_PRECONDITION or INVALID_ARGUMENT");
        if (Sut.Broker == Broker.Embedded)
        {
            Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        }
        else
        {
            Assert.Contains(refused.StatusCode, new[] { StatusCode.FailedPrecondition, StatusCode.InvalidArgument });
        }
    }

    [Fact]
    public async Task Streaming_subscriptions()
    {
        await using var rig = await Rig.StartAsync();
        using var stream = rig.Raw.SubscribeTopicEventsAlpha1(cancellationToken: Ct);

        Say("is not served: UNIMPLEMENTED", "is served, as alpha");
        if (Sut.Broker == Broker.Embedded)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Ct));
            Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        }
        else
        {
            await stream.RequestStream.WriteAsync(
                new() { InitialRequest = new() { PubsubName = Resources.PubSub, Topic = rig.Named("streamed") } }, Ct);
            Assert.True(await stream.ResponseStream.MoveNext(Ct));
            Assert.NotNull(stream.ResponseStream.Current.InitialResponse);
        }
    }

    [Fact]
    public async Task The_name_that_the_runtime_gives_itself()
    {
        await using var rig = await Rig.StartAsync();

        var version = (await rig.Raw.GetMetadataAsync(new(), cancellationToken: Ct)).RuntimeVersion;

        Say("says that it is a stand-in", "tells its version");
        Assert.Equal(Sut.Broker == Broker.Embedded, version.Contains("stand-in", StringComparison.Ordinal));
    }

    private void Say(string embedded, string daprd) =>
        output.WriteLine($"embedded: {embedded}; daprd: {daprd}. Here: {Sut.Broker}.");
}
