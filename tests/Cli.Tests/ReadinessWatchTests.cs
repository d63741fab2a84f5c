using Alliance.Readiness.V1;
using AllianceServices.Cli.Views;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Cli.Tests;

/// <summary>A watch goes on where it was when its stream breaks.</summary>
public class ReadinessWatchTests
{
    private readonly FakeGateway _gateway = new();
    private readonly List<string> _notices = [];
    private readonly List<string> _updates = [];

    [Fact]
    public async Task A_stream_that_breaks_is_taken_up_with_its_token()
    {
        _gateway.Sends(FakeGateway.Away, Update("1"), Heartbeat("2"));
        _gateway.Sends(FakeGateway.Away);
        _gateway.Sends(null, Update("3"));

        await WatchAsync(resumeToken: null, updates: 2);

        Assert.Equal(["", "2", "2"], _gateway.ResumeTokens);
        Assert.Equal(["1", "3"], _updates);
        Assert.Equal(
            ["UNAVAILABLE: The service statements does not answer. Trying again until it answers.", "Connected again."], _notices);
    }

    [Fact]
    public async Task A_token_that_is_too_old_makes_it_begin_anew()
    {
        _gateway.Sends(new RpcException(new Status(StatusCode.OutOfRange, "The resume token is too old; watch without one.")));
        _gateway.Sends(null, Update("1"));

        await WatchAsync("old", updates: 1);

        Assert.Equal(["old", ""], _gateway.ResumeTokens);
        Assert.Equal(
            "OUT_OF_RANGE: The resume token is too old; watch without one. Beginning anew; what happened in between is not shown.",
            Assert.Single(_notices));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.NotFound)]
    public async Task An_address_that_never_answered_is_not_tried_again(StatusCode status)
    {
        _gateway.Sends(new RpcException(new Status(status, "no")));

        var failure = await Assert.ThrowsAsync<RpcException>(() => WatchAsync(resumeToken: null, updates: 1));

        Assert.Equal(status, failure.StatusCode);
        Assert.Single(_gateway.ResumeTokens);
    }

    // Until the number of updates has come.
    private async Task WatchAsync(string? resumeToken, int updates)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = new ReadinessWatch(new ReadinessService.ReadinessServiceClient(_gateway), TimeProvider.System, _notices.Add);
        var watching = watch.RunAsync(
            "tracks/x/readiness", resumeToken,
            message =>
            {
                _updates.Add(message.ResumeToken);
                return Task.CompletedTask;
            },
            end.Token);
        await Eventually.HoldsAsync(() => _updates.Count == updates || watching.IsCompleted, "the updates have come");
        await end.CancelAsync();
        try
        {
            await watching;
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(_updates[^1], watch.ResumeToken);
        }
    }

    private static WatchReadinessResponse Update(string token) => new() { Update = new(), ResumeToken = token };

    private static WatchReadinessResponse Heartbeat(string token) => new() { Heartbeat = new(), ResumeToken = token };
}
