using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Reflection = Grpc.Reflection.V1;

namespace AllianceServices.Conformance.Tests;

/// <summary>What a sidecar tells of itself.</summary>
public sealed class MetadataTests(MetadataTests.Sidecar sidecar) : IClassFixture<MetadataTests.Sidecar>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Rig Rig => sidecar.Rig;

    [Fact]
    public async Task The_SDK_learns_who_it_is_and_which_components_there_are()
    {
        var described = await Rig.Client().GetMetadataAsync(Ct);

        Assert.Equal(Rig.AppId, described.Id);
        Assert.Equal([Resources.PubSub], described.Components.Select(component => component.Name));
    }

    [Fact]
    public async Task Subscriptions_and_the_connection_to_the_app_are_told()
    {
        var metadata = await Rig.Raw.GetMetadataAsync(new(), cancellationToken: Ct);

        // One whose component nobody knows is not there.
        Assert.Equal(new[] { Rig.Topic, Rig.DeadLetters }.Order(), metadata.Subscriptions.Select(subscription => subscription.Topic).Order());
        var subscription = metadata.Subscriptions.Single(one => one.Topic == Rig.Topic);
        Assert.Equal(PubsubSubscriptionType.Programmatic, subscription.Type);
        Assert.Equal((Resources.PubSub, Rig.DeadLetters), (subscription.PubsubName, subscription.DeadLetterTopic));
        Assert.Equal((Rig.AppPort, "grpc", "127.0.0.1"), (
            metadata.AppConnectionProperties.Port, metadata.AppConnectionProperties.Protocol, metadata.AppConnectionProperties.ChannelAddress));
        Assert.Equal("1s", metadata.AppConnectionProperties.Health.HealthProbeInterval);
    }

    [Fact]
    public async Task The_same_is_told_over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = Rig.Http };
        using var json = JsonDocument.Parse(await http.GetStringAsync("/v1.0/metadata", Ct));

        Assert.Equal(Rig.AppId, json.RootElement.GetProperty("id").GetString());
        Assert.Equal(
            new[] { Rig.Topic, Rig.DeadLetters }.Order(),
            json.RootElement.GetProperty("subscriptions").EnumerateArray().Select(one => one.GetProperty("topic").GetString()!).Order());
        Assert.Equal(Rig.AppPort, json.RootElement.GetProperty("appConnectionProperties").GetProperty("port").GetInt32());
    }

    [Fact]
    public async Task Reflection_shows_the_runtime_service()
    {
        var client = new Reflection.ServerReflection.ServerReflectionClient(Rig.Channel);
        using var call = client.ServerReflectionInfo(cancellationToken: Ct);

        await call.RequestStream.WriteAsync(new() { FileContainingSymbol = "dapr.proto.runtime.v1.Dapr" }, Ct);
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(Ct));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }

    public sealed class Sidecar() : SharedRig(new()
    {
        HealthCheck = true,
        DeadLetters = true,
        Topics = new Dictionary<string, Action<Dapr.AppCallback.Autogen.Grpc.v1.TopicSubscription>>
        {
            ["elsewhere"] = subscription => subscription.PubsubName = "nobody",
        },
    });
}
