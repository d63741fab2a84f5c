using System.Text;
using Dapr.Client;
using Google.Protobuf;

namespace AllianceServices.Conformance.Tests;

/// <summary>The table that says which payloads survive the way through daprd.</summary>
public sealed class ContentTypeTests(ContentTypeTests.Sidecar sidecar) : IClassFixture<ContentTypeTests.Sidecar>
{
    private const string Nothing = "";

    [Theory]
    // JSON is parsed and written again.
    [InlineData("application/json", """{ "b": 1, "a": [true, null] }""", """{"a":[true,null],"b":1}""")]
    [InlineData("application/json; charset=utf-8", """{"b":{"d":1,"c":2}}""", """{"b":{"c":2,"d":1}}""")]
    [InlineData("APPLICATION/JSON", "[ 1 ]", "[1]")]
    [InlineData("application/json", """{"x":"<&>é"}""", """{"x":"\u003c\u0026\u003eé"}""")]
    [InlineData("application/json", "9007199254740993", "9007199254740992")]
    [InlineData("application/json", "[1e21,1E20,0.0000001,0.00001,1.50,-0.5,123456789012345680]",
        "[1e+21,100000000000000000000,1e-7,0.00001,1.5,-0.5,123456789012345680]")]
    // Bad JSON, and no JSON at all, travel as a string.
    [InlineData("application/json", "no json", "\"no json\"")]
    [InlineData("application/json", "", "\"\"")]
    [InlineData("application/json", "null", Nothing)]
    // Text is text.
    [InlineData("text/plain", "hallo <b>", "hallo <b>")]
    [InlineData("text/plain; charset=utf-8", "Київ", "Київ")]
    [InlineData("application/xml", "<a/>", "<a/>")]
    [InlineData("", "no type at all", "no type at all")]
    [InlineData("text/plain", "", Nothing)]
    // Bytes survive only as one of these.
    [InlineData("application/octet-stream", "bytes", "bytes")]
    [InlineData("application/octet-stream;v=1", "bytes", "bytes")]
    [InlineData("application/octet-stream", "", Nothing)]
    [InlineData("application/cloudevents+protobuf", "bytes", "bytes")]
    // All else is lost.
    [InlineData("application/x-protobuf", "bytes", Nothing)]
    [InlineData("application/protobuf", "bytes", Nothing)]
    [InlineData("application/grpc", "bytes", Nothing)]
    [InlineData("application/vnd.api+json", "{}", Nothing)]
    public async Task Data_reaches_the_subscriber_by_its_content_type(string contentType, string sent, string received)
    {
        var data = await RoundTripAsync(contentType, Encoding.UTF8.GetBytes(sent));

        Assert.Equal(received, data.ToStringUtf8());
    }

    [Fact]
    public async Task Octet_streams_keep_every_byte()
    {
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        Assert.Equal(all, await RoundTripAsync("application/octet-stream", all));
    }

    [Fact]
    public async Task A_protobuf_that_is_a_cloud_event_survives_as_x_protobuf()
    {
        byte[] cloudEvent = [0x0A, 1, (byte)'i', 0x12, 1, (byte)'s', 0x1A, 3, (byte)'1', (byte)'.', (byte)'0', 0x22, 1, (byte)'t'];

        Assert.Equal(cloudEvent, await RoundTripAsync("application/x-protobuf", cloudEvent));
    }

    [Fact]
    public async Task An_event_without_data_has_type_text_and_no_bytes()
    {
        await sidecar.Rig.Client().PublishEventAsync(Resources.PubSub, sidecar.Rig.Topic, TestContext.Current.CancellationToken);

        var received = (await sidecar.Rig.Behaviour.NextAsync()).Event;
        Assert.Equal("text/plain", received.DataContentType);
        Assert.True(received.Data.IsEmpty);
    }

    private async Task<ByteString> RoundTripAsync(string contentType, byte[] data)
    {
        await sidecar.Rig.Raw.PublishEventAsync(new()
        {
            PubsubName = Resources.PubSub,
            Topic = sidecar.Rig.Topic,
            DataContentType = contentType,
            Data = ByteString.CopyFrom(data),
        });
        return (await sidecar.Rig.Behaviour.NextAsync()).Event.Data;
    }

    public sealed class Sidecar : SharedRig;
}
