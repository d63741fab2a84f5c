using System.Diagnostics;
using System.Net;
using Dapr;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace AllianceServices.Conformance.Tests;

/// <summary>Tokens in both directions, and traces.</summary>
public sealed class IdentityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_need_the_api_token_and_health_does_not()
    {
        await using var rig = await Rig.StartAsync(new() { ApiToken = "secret" });

        foreach (var wrong in new[] { null, "guess" })
        {
            var refused = await Assert.ThrowsAsync<DaprException>(
                () => rig.Client(wrong).PublishEventAsync(Resources.PubSub, rig.Topic, 1, Ct));
            Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
        }
        Assert.True(await rig.Client().CheckOutboundHealthAsync(Ct));
        await rig.PublishAsync("allowed");
        Assert.Equal("allowed", (await rig.Behaviour.NextAsync()).Event.Id);

        using var http = new HttpClient { BaseAddress = rig.Http };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1.0/metadata", Ct)).StatusCode);
        http.DefaultRequestHeaders.Add("dapr-api-token", "secret");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1.0/metadata", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_app_token_comes_with_events_only()
    {
        await using var rig = await Rig.StartAsync(new() { AppToken = "for the app", HealthCheck = true });

        await rig.PublishAsync("1");

        Assert.Equal("for the app", Assert.Single((await rig.Behaviour.NextAsync()).Headers.GetAll("dapr-api-token")).Value);
        Assert.NotNull(rig.Behaviour.ListHeaders);
        Assert.Null(rig.Behaviour.ListHeaders.GetValue("dapr-api-token"));
        Assert.NotNull(rig.Behaviour.HealthHeaders);
        Assert.Null(rig.Behaviour.HealthHeaders.GetValue("dapr-api-token"));
    }

    [Fact]
    public async Task The_publishers_trace_reaches_the_subscriber_unchanged()
    {
        await using var rig = await Rig.StartAsync();
        using var activity = new Activity("publish");
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        await rig.Client().PublishEventAsync(Resources.PubSub, rig.Topic, 1, Ct);

        var (received, headers) = await rig.Behaviour.NextAsync();
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
    public async Task Trace_overrides_win_over_the_trace_of_the_call()
    {
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var rig = await Rig.StartAsync();

        await rig.Raw.PublishEventAsync(new PublishEventRequest
        {
            PubsubName = Resources.PubSub,
            Topic = rig.Topic,
            Metadata = { ["cloudevent.traceid"] = "ignored", ["cloudevent.traceparent"] = Parent, ["cloudevent.tracestate"] = "a=b" },
        }, cancellationToken: Ct);

        var (received, headers) = await rig.Behaviour.NextAsync();
        Assert.Equal(Parent, headers.GetValue("traceparent"));
        Assert.Equal(Parent, received.Extensions.Fields["traceid"].StringValue);
        Assert.Equal(Parent, received.Extensions.Fields["traceparent"].StringValue);
        Assert.Equal("a=b", received.Extensions.Fields["tracestate"].StringValue);
    }

    [Fact]
    public async Task A_binary_trace_wins_over_the_text()
    {
        await using var rig = await Rig.StartAsync();
        var binary = new byte[29];
        (binary[17], binary[18], binary[26], binary[27], binary[28]) = (0xAB, 1, 0xCD, 2, 1);
        var headers = new Metadata
        {
            { "grpc-trace-bin", binary },
            { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        };

        await rig.Raw.PublishEventAsync(new() { PubsubName = Resources.PubSub, Topic = rig.Topic }, headers, cancellationToken: Ct);

        Assert.Equal(
            "00-000000000000000000000000000000ab-00000000000000cd-01", (await rig.Behaviour.NextAsync()).Headers.GetValue("traceparent"));
    }
}
