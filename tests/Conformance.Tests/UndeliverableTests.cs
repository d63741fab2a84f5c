using System.Text;
using Dapr.Client;

namespace AllianceServices.Conformance.Tests;

/// <summary>Messages that are no events.</summary>
public sealed class UndeliverableTests
{
    [Fact]
    public async Task A_message_that_is_no_cloud_event_is_not_delivered_and_holds_up_nothing()
    {
        await using var rig = new Rig(new() { DeadLetters = true });
        // The dead letters are taken in raw, as what they are can be anything.
        rig.Behaviour.Subscriptions[1].Metadata.Add("rawPayload", "true");
        await rig.StartAppAsync();
        await rig.StartSidecarAsync();
        await rig.SubscribedAsync();

        var raw = new Dictionary<string, string> { ["rawPayload"] = "true" };
        await rig.Client().PublishByteEventAsync(
            Resources.PubSub, rig.Topic, Encoding.UTF8.GetBytes("no json at all"), "text/plain", raw, TestContext.Current.CancellationToken);
        await rig.PublishAsync("good");

        var received = (await rig.Behaviour.TakeAsync(2)).Select(delivery => delivery.Event).ToLookup(one => one.Topic);
        Assert.Equal("good", Assert.Single(received[rig.Topic]).Id);
        Assert.Equal("no json at all", Assert.Single(received[rig.DeadLetters]).Data.ToStringUtf8());
    }
}
