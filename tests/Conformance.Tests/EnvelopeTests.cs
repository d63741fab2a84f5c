using System.Globalization;
using System.Text;
using Dapr;
using Dapr.Client;

namespace AllianceServices.Conformance.Tests;

/// <summary>What of a publication reaches the subscriber.</summary>
public sealed class EnvelopeTests(EnvelopeTests.Sidecar sidecar) : IClassFixture<EnvelopeTests.Sidecar>
{
    private const string Routed = "routed";
    private const string Raw = "raw";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Rig Rig => sidecar.Rig;

    [Fact]
    public async Task A_published_event_gets_the_fields_that_daprd_gives_it()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await Rig.Client().PublishEventAsync(Resources.PubSub, Rig.Topic, new { State = "PUBLISHED" }, Ct);

        var (received, headers) = await Rig.Behaviour.NextAsync();
        Assert.True(Guid.TryParse(received.Id, out _), received.Id);
        Assert.Equal(Rig.AppId, received.Source);
        Assert.Equal("com.dapr.event.sent", received.Type);
        Assert.Equal("1.0", received.SpecVersion);
        Assert.Equal("application/json", received.DataContentType);
        Assert.Equal(Rig.Topic, received.Topic);
        Assert.Equal(Resources.PubSub, received.PubsubName);
        Assert.Equal("", received.Path);
        Assert.Equal("""{"state":"PUBLISHED"}""", received.Data.ToStringUtf8());
        Assert.Equal(Resources.PubSub, headers.GetValue("pubsubname"));
        Assert.Null(headers.GetValue("dapr-api-token"));
        var extensions = received.Extensions.Fields;
        Assert.Equal(
            ["pubsubname", "time", "topic", "traceid", "traceparent", "tracestate"],
            extensions.Keys.Order(StringComparer.Ordinal));
        var time = extensions["time"].StringValue;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$", time);
        Assert.InRange(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Metadata_overrides_the_attributes_of_the_event_and_comes_back_in_lower_case()
    {
        await Rig.Client().PublishEventAsync(Resources.PubSub, Rig.Topic, 1, new Dictionary<string, string>
        {
            ["cloudevent.id"] = "statements/42",
            ["CloudEvent.Type"] = "alliance.statements.v1.Change",
            ["cloudevent.subject"] = "statements/abc",
            ["cloudevent.source"] = "register",
            ["cloudevent.colour"] = "blue",
            ["partitionKey"] = "statements/abc",
            ["content-type"] = "text/nonsense",
        }, Ct);

        var (received, headers) = await Rig.Behaviour.NextAsync();
        Assert.Equal("statements/42", received.Id);
        Assert.Equal("alliance.statements.v1.Change", received.Type);
        Assert.Equal("register", received.Source);
        Assert.Equal("statements/abc", received.Extensions.Fields["subject"].StringValue);
        Assert.DoesNotContain("colour", received.Extensions.Fields.Keys);
        Assert.Equal("statements/abc", headers.GetValue("partitionkey"));
        Assert.Equal("statements/42", headers.GetValue("cloudevent.id"));
        Assert.Equal("alliance.statements.v1.Change", headers.GetValue("cloudevent.type"));
        Assert.DoesNotContain("nonsense", headers.GetValue("content-type"));
    }

    [Fact]
    public async Task The_SDKs_CloudEvent_keeps_its_attributes_and_gets_no_id()
    {
        var metadata = new Dictionary<string, string> { ["cloudevent.id"] = "ignored on this path" };
        await Rig.Client().PublishEventAsync(Resources.PubSub, Rig.Topic, new CloudEvent<int[]>([1, 2])
        {
            Source = new Uri("urn:register"),
            Type = "changed",
            Subject = "statements/abc",
        }, metadata, Ct);

        var received = (await Rig.Behaviour.NextAsync()).Event;
        Assert.Equal("", received.Id);
        Assert.Equal("urn:register", received.Source);
        Assert.Equal("changed", received.Type);
        Assert.Equal("statements/abc", received.Extensions.Fields["subject"].StringValue);
        Assert.Equal("[1,2]", received.Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_pre_built_cloud_event_is_completed_but_not_changed()
    {
        const string Event = """
            {"id":"7","datacontenttype":"application/octet-stream","data_base64":"AAECAw==","colour":"blue",
             "topic":"lies","pubsubname":"lies","traceparent":"alone","depth":3}
            """;
        await Rig.Client().PublishByteEventAsync(
            Resources.PubSub, Rig.Topic, Encoding.UTF8.GetBytes(Event), "application/cloudevents+json", [], Ct);

        var received = (await Rig.Behaviour.NextAsync()).Event;
        Assert.Equal("7", received.Id);
        Assert.Equal("Dapr", received.Source);
        Assert.Equal("com.dapr.event.sent", received.Type);
        Assert.Equal("1.0", received.SpecVersion);
        Assert.Equal([0, 1, 2, 3], received.Data.ToByteArray());
        var extensions = received.Extensions.Fields;
        Assert.Equal("blue", extensions["colour"].StringValue);
        Assert.Equal(3, extensions["depth"].NumberValue);
        Assert.Equal(Rig.Topic, extensions["topic"].StringValue);
        Assert.Equal(Resources.PubSub, extensions["pubsubname"].StringValue);
        Assert.NotEqual("alone", extensions["traceparent"].StringValue);
        Assert.Contains("time", extensions.Keys);
    }

    [Fact]
    public async Task The_default_route_is_the_path()
    {
        await Rig.Client().PublishEventAsync(Resources.PubSub, Rig.Named(Routed), 1, Ct);

        Assert.Equal("/changes", (await Rig.Behaviour.NextAsync()).Event.Path);
    }

    [Fact]
    public async Task A_raw_payload_travels_bare()
    {
        var metadata = new Dictionary<string, string> { ["rawPayload"] = "true" };
        await Rig.Client().PublishByteEventAsync(Resources.PubSub, Rig.Named(Raw), new byte[] { 1, 2, 255 }, "text/plain", metadata, Ct);

        var received = (await Rig.Behaviour.NextAsync()).Event;
        Assert.Equal([1, 2, 255], received.Data.ToByteArray());
        Assert.Equal("application/octet-stream", received.DataContentType);
        Assert.Equal("Dapr", received.Source);
    }

    [Fact]
    public async Task Bulk_entries_become_events_with_their_own_metadata_and_types()
    {
        var response = await Rig.Client().BulkPublishEventAsync(
            Resources.PubSub, Rig.Topic, new List<byte[]> { new byte[] { 0, 255 }, new byte[] { 7 } },
            new Dictionary<string, string> { ["partitionKey"] = "k" }, Ct);

        Assert.Empty(response.FailedEntries);
        var (first, headers) = await Rig.Behaviour.NextAsync();
        Assert.Equal([0, 255], first.Data.ToByteArray());
        Assert.Equal("application/octet-stream", first.DataContentType);
        Assert.Equal("k", headers.GetValue("partitionkey"));
        Assert.Equal([7], (await Rig.Behaviour.NextAsync()).Event.Data.ToByteArray());
    }

    public sealed class Sidecar() : SharedRig(new()
    {
        Topics = new Dictionary<string, Action<Dapr.AppCallback.Autogen.Grpc.v1.TopicSubscription>>
        {
            [Routed] = subscription => subscription.Routes = new() { Default = "/changes" },
            [Raw] = subscription => subscription.Metadata.Add("rawPayload", "true"),
        },
    });
}
