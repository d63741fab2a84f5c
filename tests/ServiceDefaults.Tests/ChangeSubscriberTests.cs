using System.Diagnostics.Metrics;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace AllianceServices.ServiceDefaults.Tests;

public sealed class ChangeSubscriberTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeLog _log = new();
    private readonly Follower _follower;

    public ChangeSubscriberTests() => _follower = new(
        _log, new EventMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger.Instance);

    public void Dispose()
    {
        _follower.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Events_in_order_are_applied_without_reading_the_log()
    {
        foreach (var change in _log.Append(3))
        {
            await _follower.HandleAsync(change, None);
        }

        Assert.Equal(_log.Changes, _follower.Applied);
        Assert.Empty(_log.Reads);
    }

    [Fact]
    public async Task Events_that_come_late_make_it_read_the_log_once()
    {
        using var behind = new Follower(
            _log, new EventMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger.Instance, lateness: TimeSpan.FromSeconds(1));

        foreach (var change in _log.Append(3))
        {
            await behind.HandleAsync(change, None);
        }

        Assert.Equal(_log.Changes, behind.Applied);
        Assert.Equal([0], _log.Reads);
    }

    [Fact]
    public async Task A_repeated_event_changes_nothing()
    {
        var changes = _log.Append(2);
        foreach (var change in changes.Concat(changes))
        {
            await _follower.HandleAsync(change, None);
        }

        Assert.Equal(_log.Changes, _follower.Applied);
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_log()
    {
        var changes = _log.Append(5);
        await _follower.HandleAsync(changes[0], None);

        await _follower.HandleAsync(changes[3], None);

        Assert.Equal(_log.Changes, _follower.Applied);
        Assert.Equal([1], _log.Reads);
    }

    [Fact]
    public async Task Events_in_any_order_give_the_log_in_its_order()
    {
        var changes = _log.Append(20).ToArray();
        new Random(17).Shuffle(changes);
        foreach (var change in changes)
        {
            await _follower.HandleAsync(change, None);
        }

        Assert.Equal(_log.Changes, _follower.Applied);
    }

    [Fact]
    public async Task Concurrent_events_give_the_log_in_its_order()
    {
        var changes = _log.Append(50);

        await Task.WhenAll(changes.Concat(changes).Reverse().Select(change => Task.Run(() => _follower.HandleAsync(change, None))));

        Assert.Equal(_log.Changes, _follower.Applied);
    }

    [Fact]
    public async Task While_the_log_is_out_of_reach_nothing_moves_and_then_all_is_made_up_for()
    {
        var changes = _log.Append(4);
        await _follower.HandleAsync(changes[0], None);
        _log.IsReachable = false;

        await Assert.ThrowsAsync<RpcException>(() => _follower.HandleAsync(changes[2], None));
        await Assert.ThrowsAsync<RpcException>(() => _follower.CatchUpAsync(None));
        Assert.Equal([changes[0]], _follower.Applied);
        Assert.False(_follower.HasCaughtUp);

        _log.IsReachable = true;
        await _follower.CatchUpAsync(None);
        Assert.Equal(_log.Changes, _follower.Applied);
        Assert.True(_follower.HasCaughtUp);
    }

    [Fact]
    public async Task What_could_not_be_applied_is_applied_when_it_comes_again()
    {
        var change = _log.Append();
        _follower.FailsToApply = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _follower.HandleAsync(change, None));
        _follower.FailsToApply = false;

        await _follower.HandleAsync(change, None);

        Assert.Equal([change], _follower.Applied);
    }

    [Fact]
    public async Task A_last_event_that_was_lost_is_found_by_catching_up()
    {
        var changes = _log.Append(3);
        await _follower.HandleAsync(changes[0], None);

        await _follower.CatchUpAsync(None);
        await _follower.CatchUpAsync(None);

        Assert.Equal(_log.Changes, _follower.Applied);
        Assert.Equal([1, 3], _log.Reads);
    }

    [Fact]
    public async Task A_log_that_was_replaced_is_read_from_its_beginning()
    {
        _log.Append(9);
        await _follower.CatchUpAsync(None);
        _log.Replace(4);

        await Assert.ThrowsAsync<RpcException>(() => _follower.CatchUpAsync(None));
        await _follower.CatchUpAsync(None);

        Assert.Equal(1, _follower.Restarts);
        Assert.Equal(_log.Changes, _follower.Applied);
    }

    [Fact]
    public async Task A_failure_that_is_none_of_the_log_does_not_start_over()
    {
        _log.Append(2);
        await _follower.CatchUpAsync(None);
        _log.IsReachable = false;

        await Assert.ThrowsAsync<RpcException>(() => _follower.CatchUpAsync(None));

        Assert.Equal(0, _follower.Restarts);
        Assert.Equal(2, _follower.Applied.Count);
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 500, 1)]
    [InlineData(1203, 500, 500, 203)]
    public async Task A_long_log_is_applied_in_bounded_batches(int length, params int[] batches)
    {
        _log.Append(length);

        await _follower.CatchUpAsync(None);

        Assert.Equal(batches, _follower.Batches);
        Assert.Equal(_log.Changes, _follower.Applied);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task A_bookmark_is_told_of_once_everything_before_it_is_applied(int length)
    {
        _log.Append(length);

        await _follower.CatchUpAsync(None);

        Assert.Equal([(length, length)], _follower.Bookmarks);
    }

    [Fact]
    public async Task An_event_alone_tells_of_no_bookmark()
    {
        await _follower.HandleAsync(_log.Append(), None);

        Assert.Single(_follower.Applied);
        Assert.Empty(_follower.Bookmarks);
    }

    [Fact]
    public async Task The_register_is_asked_to_wait_for_a_token_before_its_log_is_read()
    {
        _log.Append(2);

        await _follower.CatchUpToAsync(new("statements", 2), DateTime.MaxValue, None);

        Assert.Equal(["statements/2", null], _log.Tokens);
        Assert.Equal(2, _follower.Applied.Count);
    }
}
