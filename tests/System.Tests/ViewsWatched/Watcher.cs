using Alliance.Readiness.V1;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>Somebody who watches a track. Every read has a deadline.</summary>
internal sealed class Watcher : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly AsyncServerStreamingCall<WatchReadinessResponse> _call;

    public Watcher(TestSystem system, string track, string resumeToken = "") => _call = system.Readiness.WatchReadiness(
        new() { Name = track + "/readiness", ResumeToken = resumeToken }, cancellationToken: _end.Token);

    /// <summary>The token of the last message read.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The next message.</summary>
    public async Task<WatchReadinessResponse> NextAsync()
    {
        using var deadline = Deadline();
        return await ReadAsync(deadline.Token);
    }

    private async Task<WatchReadinessResponse> ReadAsync(CancellationToken deadline)
    {
        Assert.True(await _call.ResponseStream.MoveNext(deadline), "The stream has ended.");
        var message = _call.ResponseStream.Current;
        Assert.NotEmpty(message.ResumeToken);
        Token = message.ResumeToken;
        return message;
    }

    private CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        deadline.CancelAfter(Patience);
        return deadline;
    }

    /// <summary>The next view. Heartbeats do not put off the deadline.</summary>
    public async Task<ReadinessUpdate> NextUpdateAsync()
    {
        using var deadline = Deadline();
        while (true)
        {
            if ((await ReadAsync(deadline.Token)).Update is { } update)
            {
                return update;
            }
        }
    }

    /// <summary>The next message, which is a heartbeat.</summary>
    public async Task<Heartbeat> NextHeartbeatAsync()
    {
        var message = await NextAsync();
        Assert.Equal(WatchReadinessResponse.EventOneofCase.Heartbeat, message.EventCase);
        return message.Heartbeat;
    }

    /// <summary>Nothing but heartbeats come until one says that a register has been read so far.</summary>
    public async Task AssertSilentUntilAsync(string register, long sequence)
    {
        while ((await NextHeartbeatAsync()).FreshAsOf.SingleOrDefault(log => log.Register == register)?.Sequence is not { } read || read < sequence)
        {
        }
    }

    /// <summary>The views up to the one that a condition holds for, that one included.</summary>
    public async Task<List<ReadinessUpdate>> UpdatesUntilAsync(Func<Readiness, bool> last)
    {
        List<ReadinessUpdate> updates = [await NextUpdateAsync()];
        while (!last(updates[^1].Readiness))
        {
            updates.Add(await NextUpdateAsync());
        }
        return updates;
    }

    public void Dispose()
    {
        _end.Cancel();
        _call.Dispose();
        _end.Dispose();
    }
}
