using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapr;
using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>What of a publication reaches the subscriber.</summary>
public sealed class EnvelopeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_event_gets_the_fields_that_daprd_gives_it()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await publisher.PublishEventAsync("pubsub", Rig.Topic, new { State = "PUBLISHED" }, Ct);

        var (received, headers) = await subscriber.NextAsync();
        Assert.True(Guid.TryParse(received.Id, out _), received.Id);
        Assert.Equal("statements", received.Source);
        Assert.Equal("com.dapr.event.sent", received.Type);
        Assert.Equal("1.0", received.SpecVersion);
        Assert.Equal("application/json", received.DataContentType);
        Assert.Equal(Rig.Topic, received.Topic);
        Assert.Equal("pubsub", received.PubsubName);
        Assert.Equal("", received.Path);
        Assert.Equal("""{"state":"PUBLISHED"}""", received.Data.ToStringUtf8());
        Assert.Equal("pubsub", headers.GetValue("pubsubname"));
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
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, new Dictionary<string, string>
        {
            ["cloudevent.id"] = "statements/42",
            ["CloudEvent.Type"] = "alliance.statements.v1.Change",
            ["cloudevent.subject"] = "statements/abc",
            ["cloudevent.source"] = "register",
            ["cloudevent.colour"] = "blue",
            ["partitionKey"] = "statements/abc",
            ["content-type"] = "text/nonsense",
        }, Ct);

        var (received, headers) = await subscriber.NextAsync();
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
    public async Task Trace_overrides_win_over_the_trace_of_the_call()
    {
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, new Dictionary<string, string>
        {
            ["cloudevent.traceid"] = "ignored",
            ["cloudevent.traceparent"] = Parent,
            ["cloudevent.tracestate"] = "a=b",
        }, Ct);

        var (received, headers) = await subscriber.NextAsync();
        Assert.Equal(Parent, received.Extensions.Fields["traceid"].StringValue);
        Assert.Equal(Parent, received.Extensions.Fields["traceparent"].StringValue);
        Assert.Equal("a=b", received.Extensions.Fields["tracestate"].StringValue);
        Assert.Equal(Parent, headers.GetValue("traceparent"));
    }

    [Fact]
    public async Task The_SDKs_CloudEvent_keeps_its_attributes_and_gets_no_id()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        var metadata = new Dictionary<string, string> { ["cloudevent.id"] = "ignored on this path" };
        await publisher.PublishEventAsync("pubsub", Rig.Topic, new CloudEvent<int[]>([1, 2])
        {
            Source = new Uri("urn:register"),
            Type = "changed",
            Subject = "statements/abc",
        }, metadata, Ct);

        var received = (await subscriber.NextAsync()).Event;
        Assert.Equal("", received.Id);
        Assert.Equal("urn:register", received.Source);
        Assert.Equal("changed", received.Type);
        Assert.Equal("statements/abc", received.Extensions.Fields["subject"].StringValue);
        Assert.Equal("[1,2]", received.Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_pre_built_cloud_event_is_completed_but_not_changed()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        const string Event = """
            {"id":"7","datacontenttype":"application/octet-stream","data_base64":"AAECAw==","colour":"blue",
             "topic":"lies","pubsubname":"lies","traceparent":"alone","depth":3}
            """;
        await publisher.PublishByteEventAsync(
            "pubsub", Rig.Topic, Encoding.UTF8.GetBytes(Event), "application/cloudevents+json", [], Ct);

        var received = (await subscriber.NextAsync()).Event;
        Assert.Equal("7", received.Id);
        Assert.Equal("Dapr", received.Source);
        Assert.Equal("com.dapr.event.sent", received.Type);
        Assert.Equal("1.0", received.SpecVersion);
        Assert.Equal([0, 1, 2, 3], received.Data.ToByteArray());
        var extensions = received.Extensions.Fields;
        Assert.Equal("blue", extensions["colour"].StringValue);
        Assert.Equal(3, extensions["depth"].NumberValue);
        Assert.Equal(Rig.Topic, extensions["topic"].StringValue);
        Assert.Equal("pubsub", extensions["pubsubname"].StringValue);
        Assert.NotEqual("alone", extensions["traceparent"].StringValue);
        Assert.Contains("time", extensions.Keys);
    }

    [Fact]
    public async Task The_broker_keeps_the_envelope_as_json_with_every_digit_of_its_numbers()
    {
        await using var rig = new Rig();
        var publisher = await rig.PublisherAsync();

        await publisher.PublishByteEventAsync(
            "pubsub", Rig.Topic, """{"n":9007199254740993}"""u8.ToArray(), "application/json", [], Ct);

        using var envelope = JsonDocument.Parse(Assert.Single(rig.Hub.Messages(Rig.Topic)).Data);
        Assert.Equal("9007199254740993", envelope.RootElement.GetProperty("data").GetProperty("n").GetRawText());
    }

    [Fact]
    public async Task The_default_route_is_the_path()
    {
        await using var rig = new Rig();
        var routed = Rig.On(Rig.Topic);
        routed.Routes = new() { Default = "/changes" };
        var subscriber = await rig.SubscriberAsync("gateway", subscriptions: routed);
        var publisher = await rig.PublisherAsync();

        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, Ct);

        Assert.Equal("/changes", (await subscriber.NextAsync()).Event.Path);
    }

    [Fact]
    public async Task A_raw_payload_travels_bare_and_gets_a_new_id_with_each_delivery()
    {
        await using var rig = new Rig();
        var raw = Rig.On(Rig.Topic);
        raw.Metadata.Add("rawPayload", "true");
        var subscriber = await rig.SubscriberAsync("gateway", subscriptions: raw);
        var publisher = await rig.PublisherAsync();

        var metadata = new Dictionary<string, string> { ["rawPayload"] = "true" };
        await publisher.PublishByteEventAsync("pubsub", Rig.Topic, new byte[] { 1, 2, 255 }, "text/plain", metadata, Ct);

        var first = (await subscriber.NextAsync()).Event;
        Assert.Equal([1, 2, 255], rig.Hub.Messages(Rig.Topic)[0].Data.ToArray());
        Assert.Equal([1, 2, 255], first.Data.ToByteArray());
        Assert.Equal("application/octet-stream", first.DataContentType);
        Assert.Equal("Dapr", first.Source);
        rig.Hub.Replay(Rig.Topic);
        Assert.NotEqual(first.Id, (await subscriber.NextAsync()).Event.Id);
    }

    [Fact]
    public async Task Bulk_entries_become_events_with_their_own_metadata_and_types()
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync("gateway");
        var publisher = await rig.PublisherAsync();

        var response = await publisher.BulkPublishEventAsync(
            "pubsub", Rig.Topic, new List<byte[]> { new byte[] { 0, 255 }, new byte[] { 7 } },
            new Dictionary<string, string> { ["partitionKey"] = "k" }, Ct);

        Assert.Empty(response.FailedEntries);
        var (first, headers) = await subscriber.NextAsync();
        Assert.Equal([0, 255], first.Data.ToByteArray());
        Assert.Equal("application/octet-stream", first.DataContentType);
        Assert.Equal("k", headers.GetValue("partitionkey"));
        Assert.Equal([7], (await subscriber.NextAsync()).Event.Data.ToByteArray());
    }
}
