using System.Text.Json;
using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>What the broker keeps of a publication.</summary>
public sealed class EnvelopeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

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
}
