using System.Collections.Immutable;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults.Resources;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsWatched;

/// <summary>From a token that nobody can go on from no stream begins.</summary>
public class ResumeTokenTests(WatchedSystem watched)
{
    private static readonly ImmutableSortedDictionary<string, long> Start = ImmutableSortedDictionary<string, long>.Empty.Add("criteria", 1);

    [Fact]
    public async Task A_token_that_is_not_of_this_track_is_refused()
    {
        var world = await watched.NewWorldAsync();
        var (own, other) = (await TokenAsync(world), await TokenAsync(await watched.NewWorldAsync()));
        var altered = own[..20] + (own[20] == 'A' ? 'B' : 'A') + own[21..];

        foreach (var token in new[] { "garbage", "!!!", "0", new string('A', 400), other, altered, own + "AAAA", own[..^4] })
        {
            await AssertInvalidAsync(world, token);
        }
    }

    [Theory]
    [InlineData("soon;criteria/1")]
    [InlineData("2024-06-17;criteria/1")]
    [InlineData("2024-06-17T00:00:00.0000000Z;criteria")]
    [InlineData("2024-06-17T00:00:00.0000000Z;criteria/many")]
    [InlineData("2024-06-17T00:00:00.0000000Z;criteria/-1")]
    [InlineData("2024-06-17T00:00:00.0000000Z;criteria/99999999999999999999")]
    [InlineData("2024-06-17T00:00:00.0000000Z;criteria/1/2")]
    [InlineData(";")]
    public async Task A_token_that_was_bound_by_somebody_else_is_refused_as_well(string content)
    {
        var world = await watched.NewWorldAsync();

        await AssertInvalidAsync(world, BoundToken.Write($"WatchReadiness {world.Track}", content));
    }

    [Fact]
    public async Task A_token_is_good_for_a_day()
    {
        var world = await watched.NewWorldAsync();
        var now = DateTimeOffset.UtcNow;
        var positions = Start.SetItem("criteria", (await watched.System.LogAsync("criteria")).Count);

        AssertExpired(await RefusalAsync(world, ResumeToken.Write(world.Track, positions, now.AddDays(-1).AddMinutes(-1))));

        using var watcher = new Watcher(watched.System, world.Track, ResumeToken.Write(world.Track, positions, now.AddHours(-23)));
        await watcher.NextAsync();
    }

    [Fact]
    public async Task A_token_from_before_the_track_was_on_record_has_nothing_to_go_on_from()
    {
        var world = await watched.NewWorldAsync();

        AssertExpired(await RefusalAsync(world, ResumeToken.Write(world.Track, Start, DateTimeOffset.UtcNow)));
    }

    private static void AssertExpired(RpcException refusal)
    {
        Assert.Equal(StatusCode.OutOfRange, refusal.StatusCode);
        Assert.Equal("RESUME_TOKEN_EXPIRED", refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
    }

    private async Task AssertInvalidAsync(World world, string token) =>
        Refusals.AssertField(await RefusalAsync(world, token), "RESUME_TOKEN_INVALID", "resume_token");

    private async Task<RpcException> RefusalAsync(World world, string token)
    {
        using var watcher = new Watcher(watched.System, world.Track, token);
        return await Assert.ThrowsAsync<RpcException>(watcher.NextAsync);
    }

    private async Task<string> TokenAsync(World world)
    {
        using var watcher = new Watcher(watched.System, world.Track);
        await watcher.NextUpdateAsync();
        return watcher.Token;
    }

    /// <summary>Takes as long as a replica that lags is waited for, so that it runs beside the others.</summary>
    public class GoneLogTests(WatchedSystem watched)
    {
        [Fact]
        public async Task A_token_of_a_log_that_is_gone_has_expired()
        {
            var world = await watched.NewWorldAsync();
            var beyond = Start.SetItem("statements", 1_000_000);
            using var watcher = new Watcher(watched.System, world.Track, ResumeToken.Write(world.Track, beyond, DateTimeOffset.UtcNow));

            AssertExpired(await Assert.ThrowsAsync<RpcException>(watcher.NextAsync));
        }
    }
}
