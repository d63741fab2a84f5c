using System.Text.Json.Nodes;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.ServiceDefaults.Tests;

public class EventJsonTests
{
    private static Change Change(IMessage resource) => new()
    {
        Register = "statements",
        Sequence = 9_007_199_254_740_993,
        Name = "statements/kirby",
        Revision = 2,
        Kind = Alliance.Type.V1.Change.Types.Kind.Published,
        RecordTime = new Timestamp { Seconds = 1_718_582_400, Nanos = 123_456_000 },
        Actor = "desk",
        RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11",
        Resource = Any.Pack(resource),
        Upstream = { new LogPosition { Register = "agreements", Sequence = 3 } },
    };

    private static bool TryRead(string json, out Change? change) => EventJson.TryRead(ByteString.CopyFromUtf8(json), out change);

    private static JsonObject Written(Change change) => JsonNode.Parse(EventJson.Write(change).Span)!.AsObject();

    [Fact]
    public void A_change_comes_back_as_it_went()
    {
        var change = Change(Sample.FullStatement());

        Assert.True(EventJson.TryRead(ByteString.CopyFrom(EventJson.Write(change).Span), out var read));

        Assert.Equal(change, read);
        Assert.Equal(Sample.FullStatement(), read.Resource.Unpack<Statement>());
    }

    [Fact]
    public void Fields_of_a_newer_publisher_are_passed_over()
    {
        var json = Written(Change(Sample.Source()));
        json["novelty"] = new JsonObject { ["a"] = 1 };
        json["resource"]!["novelty"] = new JsonArray(1, 2);

        Assert.True(TryRead(json.ToJsonString(), out var read));

        Assert.Equal(Change(Sample.Source()), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"sequence\":\"x\",\"register\":\"statements\"}")]
    [InlineData("{\"sequence\":\"0\",\"register\":\"statements\"}")]
    [InlineData("{\"sequence\":\"-4\",\"register\":\"statements\"}")]
    [InlineData("{\"sequence\":\"99999999999999999999\",\"register\":\"statements\"}")]
    [InlineData("{\"sequence\":\"1\"}")]
    [InlineData("{\"sequence\":\"1\",\"register\":\"statements\",\"recordTime\":\"yesterday\"}")]
    [InlineData("{\"sequence\":\"1\",\"register\":\"statements\",\"resource\":{\"@type\":\"type.googleapis.com/nobody.Knows\"}}")]
    [InlineData("{\"sequence\":\"1\",\"register\":\"statements\",\"resource\":{\"@type\":\"nonsense\"}}")]
    [InlineData("{\"sequence\":\"1\",\"register\":\"\\ud800\"}")]
    [InlineData("{\"sequence\":\"1\",\"register\":\"statements\"} trailing")]
    [InlineData("\u0000\u0001\u0002")]
    public void Garbage_is_no_change_and_no_fault(string data) => Assert.False(TryRead(data, out _));

    [Fact]
    public void Every_cut_and_every_changed_byte_is_a_change_or_none_but_never_a_fault()
    {
        var good = EventJson.Write(Change(Sample.FullStatement())).ToArray();
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < good.Length; i++)
        {
            var spoilt = good.ToArray();
            spoilt[i] = (byte)random.Next(256);
            refused += EventJson.TryRead(ByteString.CopyFrom(spoilt), out _) ? 0 : 1;
            Assert.False(EventJson.TryRead(ByteString.CopyFrom(good.AsSpan(0, i)), out _));
        }

        Assert.InRange(refused, 1, good.Length);
    }
}
