using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Dapr;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Reflection = Grpc.Reflection.V1;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Tokens, traces, metadata and reflection.</summary>
public sealed class ApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_need_the_api_token_and_health_does_not()
    {
        await using var rig = new Rig();
        var sidecar = await rig.SidecarAsync("statements", options => options with { ApiToken = "secret" });

        foreach (var wrong in new[] { null, "guess" })
        {
            var refused = await Assert.ThrowsAsync<DaprException>(
                () => rig.Client(sidecar, wrong).PublishEventAsync("pubsub", Rig.Topic, 1, Ct));
            Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
        }
        Assert.Empty(rig.Hub.Messages(Rig.Topic));
        Assert.True(await rig.Client(sidecar).CheckOutboundHealthAsync(Ct));

        await rig.Client(sidecar, "secret").PublishEventAsync("pubsub", Rig.Topic, 1, Ct);
        Assert.Single(rig.Hub.Messages(Rig.Topic));

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sidecar.HttpPort}") };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1.0/metadata", Ct)).StatusCode);
        http.DefaultRequestHeaders.Add("dapr-api-token", "secret");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1.0/metadata", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_app_token_comes_with_events_only()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway", options => options with { AppToken = "for the app", AppHealthCheck = true });
        var publisher = await rig.PublisherAsync();
        var forged = new Dictionary<string, string> { ["dapr-api-token"] = "forged" };

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, forged, Ct);

        Assert.Equal("for the app", Assert.Single((await subscriber.NextAsync()).Headers.GetAll("dapr-api-token")).Value);
        Assert.NotNull(subscriber.Behaviour.ListHeaders);
        Assert.Null(subscriber.Behaviour.ListHeaders.GetValue("dapr-api-token"));
        Assert.NotNull(subscriber.Behaviour.HealthHeaders);
        Assert.Null(subscriber.Behaviour.HealthHeaders.GetValue("dapr-api-token"));
    }

    [Fact]
    public async Task The_publishers_trace_reaches_the_subscriber_unchanged()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();
        using var activity = new Activity("publish");
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);

        var (received, headers) = await subscriber.NextAsync();
        var parent = Assert.Single(headers.GetAll("traceparent")).Value;
        Assert.True(ActivityContext.TryParse(parent, null, out var context), parent);
        Assert.Equal(activity.TraceId, context.TraceId);
        Assert.Equal(parent, received.Extensions.Fields["traceparent"].StringValue);
        Assert.Equal(parent, received.Extensions.Fields["traceid"].StringValue);
        var binary = headers.GetValueBytes("grpc-trace-bin");
        Assert.NotNull(binary);
        Assert.Equal(context.TraceId.ToHexString(), Convert.ToHexStringLower(binary, 2, 16));
        Assert.Equal(context.SpanId.ToHexString(), Convert.ToHexStringLower(binary, 19, 8));
    }

    [Fact]
    public async Task A_binary_trace_wins_over_the_text()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var raw = rig.Raw(await rig.SidecarAsync("statements"));
        var binary = new byte[29];
        (binary[17], binary[18], binary[26], binary[27], binary[28]) = (0xAB, 1, 0xCD, 2, 1);
        var headers = new Metadata
        {
            { "grpc-trace-bin", binary },
            { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        };

        await raw.PublishEventAsync(new PublishEventRequest { PubsubName = "pubsub", Topic = Rig.Topic }, headers, cancellationToken: Ct);

        Assert.Equal(
            "00-000000000000000000000000000000ab-00000000000000cd-01",
            (await subscriber.NextAsync()).Headers.GetValue("traceparent"));
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
    public async Task Metadata_tells_of_components_subscriptions_and_the_app()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync(
            "gateway", options => options with { AppHealthCheck = true }, subscriptions:
            Rig.On(Rig.Topic, "pubsub-broadcast", deadLetterTopic: "dead"));

        var described = await rig.Client(subscriber.Sidecar).GetMetadataAsync(Ct);
        Assert.Equal("gateway", described.Id);
        Assert.Equal(["pubsub", "pubsub-broadcast"], described.Components.Select(component => component.Name).Order());

        var metadata = await rig.SubscribedAsync(subscriber.Sidecar);
        var subscription = Assert.Single(metadata.Subscriptions);
        Assert.Equal(PubsubSubscriptionType.Programmatic, subscription.Type);
        Assert.Equal(("pubsub-broadcast", Rig.Topic, "dead"),
            (subscription.PubsubName, subscription.Topic, subscription.DeadLetterTopic));
        Assert.Contains("stand-in", metadata.RuntimeVersion);
        Assert.Equal((subscriber.App.Port, "grpc", "127.0.0.1"), (
            metadata.AppConnectionProperties.Port, metadata.AppConnectionProperties.Protocol,
            metadata.AppConnectionProperties.ChannelAddress));
        Assert.Equal("5s", metadata.AppConnectionProperties.Health.HealthProbeInterval);

        using var http = new HttpClient();
        using var json = JsonDocument.Parse(
            await http.GetStringAsync($"http://127.0.0.1:{subscriber.Sidecar.HttpPort}/v1.0/metadata", Ct));
        Assert.Equal("gateway", json.RootElement.GetProperty("id").GetString());
        Assert.Equal(Rig.Topic, json.RootElement.GetProperty("subscriptions")[0].GetProperty("topic").GetString());
        Assert.Equal(subscriber.App.Port, json.RootElement.GetProperty("appConnectionProperties").GetProperty("port").GetInt32());
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

    [Fact]
    public async Task Reflection_shows_the_runtime_service()
    {
        await using var rig = new Rig();
        var client = new Reflection.ServerReflection.ServerReflectionClient(rig.Channel(await rig.SidecarAsync("statements")));
        using var call = client.ServerReflectionInfo(cancellationToken: Ct);

        await call.RequestStream.WriteAsync(
            new Reflection.ServerReflectionRequest { FileContainingSymbol = "dapr.proto.runtime.v1.Dapr" }, Ct);
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(Ct));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }
}
