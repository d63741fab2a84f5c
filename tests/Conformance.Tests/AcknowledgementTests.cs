using Grpc.Core;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.Conformance.Tests;

/// <summary>What follows from each answer of the app.</summary>
public sealed class AcknowledgementTests
{
    [Theory]
    [InlineData("RETRY")]
    [InlineData("ERROR")]
    [InlineData("UNKNOWN")]
    public async Task A_failure_is_retried_before_the_next_event(string answer)
    {
        await using var rig = await Rig.StartAsync(new() { Retries = Retries.Two });
        var calls = 0;
        rig.Behaviour.OnEvent = _ => ++calls <= 2 ? Fail(answer) : Task.FromResult(Status.Success);

        await rig.PublishAsync("1", "2");

        Assert.Equal(["1", "1", "1", "2"], (await rig.Behaviour.TakeAsync(4)).Select(delivery => delivery.Event.Id));
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("ERROR")]
    [InlineData("UNKNOWN")]
    public async Task Without_a_retry_policy_the_first_failure_goes_to_the_dead_letters(string answer)
    {
        await using var rig = await FailingAsync(Retries.None, () => Fail(answer));

        await rig.PublishAsync("bad", "good");

        var received = await rig.Behaviour.TakeAsync(3);
        Assert.Equal(
            [(rig.Topic, "bad"), (rig.Topic, "good"), (rig.DeadLetters, "bad")],
            received.Select(delivery => (delivery.Event.Topic, delivery.Event.Id)).Order());
        // A dead letter is the event as it was, on another topic.
        var dead = received.Single(delivery => delivery.Event.Topic == rig.DeadLetters);
        Assert.Equal(rig.Topic, dead.Event.Extensions.Fields["topic"].StringValue);
        Assert.Equal("bad", dead.Headers.GetValue("cloudevent.id"));
    }

    [Fact]
    public async Task Exhausted_retries_go_to_the_dead_letters()
    {
        await using var rig = await FailingAsync(Retries.Two, () => Fail("RETRY"));

        await rig.PublishAsync("bad", "good");

        Assert.Equal(
            [(rig.Topic, "bad"), (rig.Topic, "bad"), (rig.Topic, "bad"), (rig.Topic, "good"), (rig.DeadLetters, "bad")],
            await rig.TakeAsync(5));
    }

    [Fact]
    public async Task A_dropped_event_goes_to_the_dead_letters_without_a_retry()
    {
        await using var rig = await FailingAsync(Retries.Two, () => Task.FromResult(Status.Drop));

        await rig.PublishAsync("bad", "good");

        Assert.Equal([(rig.Topic, "bad"), (rig.Topic, "good"), (rig.DeadLetters, "bad")], await rig.TakeAsync(3));
    }

    [Fact]
    public async Task Without_dead_letters_a_dropped_event_is_gone()
    {
        await using var rig = await Rig.StartAsync(new() { Retries = Retries.Two });
        rig.Behaviour.OnEvent = delivery => Task.FromResult(delivery.Event.Id == "bad" ? Status.Drop : Status.Success);

        await rig.PublishAsync("bad", "good");

        Assert.Equal([(rig.Topic, "bad"), (rig.Topic, "good")], await rig.TakeAsync(2));
    }

    [Fact]
    public async Task Unimplemented_eats_an_event_and_does_not_even_dead_letter_it()
    {
        await using var rig = await FailingAsync(
            Retries.Two, () => throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "no such method")));

        await rig.PublishAsync("bad", "good");
        // All that is dead by then comes before this.
        await rig.PublishToAsync(rig.DeadLetters, "marker");

        Assert.Equal([(rig.Topic, "bad"), (rig.Topic, "good"), (rig.DeadLetters, "marker")], await rig.TakeAsync(3));
        Assert.Equal(0, rig.Behaviour.Waiting);
    }

    [Fact]
    public async Task A_handler_that_hangs_is_cut_off_by_the_inbound_timeout()
    {
        await using var rig = await Rig.StartAsync(new() { Retries = Retries.Two, Timeout = "200ms" });
        var calls = 0;
        var never = new TaskCompletionSource<Status>();
        rig.Behaviour.OnEvent = _ => ++calls == 1 ? never.Task : Task.FromResult(Status.Success);

        await rig.PublishAsync("1");

        Assert.Equal([(rig.Topic, "1"), (rig.Topic, "1")], await rig.TakeAsync(2));
        never.SetResult(Status.Success);
    }

    private static async Task<Rig> FailingAsync(Retries retries, Func<Task<Status>> fail)
    {
        var rig = await Rig.StartAsync(new() { Retries = retries, DeadLetters = true });
        rig.Behaviour.OnEvent = delivery =>
            delivery.Event.Id == "bad" && delivery.Event.Topic == rig.Topic ? fail() : Task.FromResult(Status.Success);
        return rig;
    }

    private static Task<Status> Fail(string answer) => answer switch
    {
        "RETRY" => Task.FromResult(Status.Retry),
        "UNKNOWN" => Task.FromResult((Status)77),
        _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "down")),
    };
}
