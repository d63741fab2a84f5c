using System.Text;
using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>Messages that no app gets to see.</summary>
public sealed class UndeliverableTests
{
    private const string DeadLetters = "changes.dead";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no json at all")]
    [InlineData("[1]")]
    public async Task A_message_that_is_no_cloud_event_goes_to_the_dead_letters(string body)
    {
        await using var rig = new Rig();
        var subscriber = await rig.SubscriberAsync(
            "gateway", subscriptions: Rig.On(Rig.Topic, deadLetterTopic: DeadLetters));
        var publisher = await rig.PublisherAsync();

        var raw = new Dictionary<string, string> { ["rawPayload"] = "true" };
        await publisher.PublishByteEventAsync("pubsub", Rig.Topic, Encoding.UTF8.GetBytes(body), "text/plain", raw, Ct);
        await publisher.PublishEventAsync(
            "pubsub", Rig.Topic, 1, new Dictionary<string, string> { ["cloudevent.id"] = "good" }, Ct);

        Assert.Equal("good", (await subscriber.NextAsync()).Event.Id);
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(rig.Hub.Messages(DeadLetters)).Data.Span));
    }

    [Fact]
    public async Task An_expired_event_is_not_delivered()
    {
        var clock = new ShiftedClock();
        await using var rig = new Rig(new SidecarHubOptions { TimeProvider = clock });
        var publisher = await rig.PublisherAsync();
        var ttl = new Dictionary<string, string> { ["ttlInSeconds"] = "60", ["cloudevent.id"] = "short" };
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, ttl, Ct);
        ttl = new Dictionary<string, string> { ["ttl"] = "2h", ["cloudevent.id"] = "long" };
        await publisher.PublishEventAsync("pubsub", Rig.Topic, 1, ttl, Ct);

        clock.Shift = TimeSpan.FromHours(1);
        var subscriber = await rig.SubscriberAsync("gateway", subscriptions: Rig.On(Rig.Topic, deadLetterTopic: DeadLetters));

        var received = (await subscriber.NextAsync()).Event;
        Assert.Equal("long", received.Id);
        Assert.EndsWith("Z", received.Extensions.Fields["expiration"].StringValue, StringComparison.Ordinal);
        Assert.Single(rig.Hub.Messages(DeadLetters));
    }
}

/// <summary>The system clock, put forward.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
