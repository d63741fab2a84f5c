using System.Diagnostics;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>What the conformance suite does not ask of every sidecar: forged tokens, missing traces, subscriptions that cannot be.</summary>
public sealed class ApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_publisher_cannot_forge_the_app_token()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { AppToken = "for the app" });
        var publisher = await rig.PublisherAsync();
        var forged = new Dictionary<string, string> { ["dapr-api-token"] = "forged" };

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, forged, Ct);

        Assert.Equal("for the app", Assert.Single((await subscriber.NextAsync()).Headers.GetAll("dapr-api-token")).Value);
    }

    [Fact]
    public async Task Without_a_trace_the_envelope_has_none_and_the_call_the_zero_one()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var raw = rig.Raw(await rig.SidecarAsync("statements"));

        // HttpClient adds a trace wherever an Activity is current, and test runners may have one.
        Activity.Current = null;
        await raw.PublishEventAsync(
            new PublishEventRequest { PubsubName = "pubsub", Topic = Rig.Topic }, new Metadata { { "traceparent", "nonsense" } },
            cancellationToken: Ct);

        var (received, headers) = await subscriber.NextAsync();
        Assert.Equal("", received.Extensions.Fields["traceparent"].StringValue);
        Assert.Equal("00-00000000000000000000000000000000-0000000000000000-00", headers.GetValue("traceparent"));
        Assert.Null(headers.GetValueBytes("grpc-trace-bin"));
    }

    [Fact]
    public async Task Unknown_components_and_routing_rules_are_not_subscribed()
    {
        await using var rig = new Rig();
        var ruled = Rig.On("ruled");
        ruled.Routes = new() { Rules = { new Dapr.AppCallback.Autogen.Grpc.v1.TopicRule { Match = "true", Path = "/x" } } };

        var subscriber = await rig.SubscriberAsync("gateway", subscriptions: [Rig.On("a", "nobody"), ruled, Rig.On("b")]);

        Assert.Equal("b", Assert.Single((await rig.SubscribedAsync(subscriber.Sidecar)).Subscriptions).Topic);
    }
}
