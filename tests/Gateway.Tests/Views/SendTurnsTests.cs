using AllianceServices.Gateway.Views;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>Many watchers are sent their views a few at a time, and the slow among them keep nobody waiting.</summary>
public class SendTurnsTests
{
    private const int Turns = 64;

    private readonly FakeTimeProvider _clock = new();
    private int _begun;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_are_sent_at_once_than_there_are_turns()
    {
        using var turns = new SendTurns(_clock);
        var sent = new TaskCompletionSource();

        var sends = Send(turns, 10 * Turns, sent.Task);

        Assert.Equal(Turns, _begun);
        sent.SetResult();
        await Task.WhenAll(sends);
        Assert.Equal(10 * Turns, _begun);
    }

    [Fact]
    public async Task Slow_readers_give_up_their_turn_and_are_sent_to_the_end()
    {
        using var turns = new SendTurns(_clock);
        var slow = new TaskCompletionSource();
        var slowSends = Send(turns, Turns, slow.Task);
        var quickSends = Send(turns, 1, Task.CompletedTask);
        Assert.Equal(Turns, _begun);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(quickSends);

        Assert.DoesNotContain(slowSends, send => send.IsCompleted);
        slow.SetResult();
        await Task.WhenAll(slowSends);
    }

    [Fact]
    public async Task A_send_that_fails_fails_for_its_watcher_alone()
    {
        using var turns = new SendTurns(_clock);

        for (var i = 0; i < 2 * Turns; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => turns.SendAsync(() => Task.FromException(new IOException()), Ct));
            await Assert.ThrowsAsync<IOException>(() => turns.SendAsync(() => throw new IOException(), Ct));
        }

        await turns.SendAsync(() => Task.CompletedTask, Ct);
    }

    [Fact]
    public async Task A_watcher_that_leaves_while_it_waits_takes_no_turn()
    {
        using var turns = new SendTurns(_clock);
        var sent = new TaskCompletionSource();
        var sends = Send(turns, Turns, sent.Task);
        using var left = new CancellationTokenSource();
        var waiting = turns.SendAsync(() => throw new InvalidOperationException("It was sent something."), left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        sent.SetResult();
        await Task.WhenAll(sends);
    }

    private List<Task> Send(SendTurns turns, int count, Task until) => [.. Enumerable.Range(0, count).Select(_ => turns.SendAsync(
        () =>
        {
            Interlocked.Increment(ref _begun);
            return until;
        },
        Ct))];
}
