using Alliance.Readiness.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using Microsoft.Extensions.Time.Testing;
using static AllianceServices.Gateway.Tests.Resources;
using Criteria = Alliance.Criteria.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>What watchers find who come to a view that has been the same for long.</summary>
public class ViewFeedsTests
{
    private const string TrackName = "tracks/t";

    private readonly FakeTimeProvider _clock = new(Log.Instant("2026-01-01T12:00:00Z"));
    private readonly ViewFeeds _feeds;
    private ModelViews _views = new(ReadModel.Empty);

    public ViewFeedsTests()
    {
        _feeds = new(_clock);
        _views = _views.After(new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a"))
            .Add(Assessment("a", Criteria.Status.Met)).Changes);
        _feeds.Publish(_views);
    }

    [Fact]
    public void The_first_message_is_of_today_and_its_token_is_good_however_quiet_the_track_was()
    {
        var before = _feeds.Current(TrackName)!;
        _clock.Advance(TimeSpan.FromDays(2));

        _feeds.Publish(_views);

        var item = _feeds.Current(TrackName)!;
        var first = item.First.Decode<WatchReadinessResponse>();
        Assert.Equal("2026-01-03", first.Update.Readiness.AsOf);
        Assert.Equal(_clock.GetUtcNow(), first.Update.Readiness.KnownAt.ToDateTimeOffset());
        Assert.Equal(_clock.GetUtcNow(), ResumeToken.Read(TrackName, first.ResumeToken, _clock.GetUtcNow()).Instant);
        // Those who have seen the view have nothing to see, and are not woken.
        Assert.Same(before.Encoded, item.Encoded);
        Assert.False(before.Next.IsCompleted);
    }

    [Fact]
    public void The_first_message_includes_changes_that_changed_nothing_in_the_view()
    {
        _views = _views.After(new Log("statements").Add(Statement("elsewhere")).Changes);
        _feeds.Publish(_views);

        var first = _feeds.Current(TrackName)!.First.Decode<WatchReadinessResponse>();

        Assert.Contains(first.Update.Readiness.FreshAsOf, log => log is { Register: "statements", Sequence: 1 });
    }

    [Fact]
    public void A_change_wakes_those_who_came_before_and_after_the_quiet()
    {
        var early = _feeds.Current(TrackName)!;
        _clock.Advance(TimeSpan.FromHours(1));
        _feeds.Publish(_views);
        var late = _feeds.Current(TrackName)!;

        _views = _views.After([new Log("criteria").Add(Organization()).Add(Track()).Add(Criterion("a")).Add(Assessment("a", Criteria.Status.Met))
            .Add(Assessment("a", Criteria.Status.NotMet)).Changes[^1]]);
        _feeds.Publish(_views);

        Assert.True(early.Next.IsCompleted);
        Assert.True(late.Next.IsCompleted);
        var item = _feeds.Current(TrackName)!;
        Assert.Same(item.After(early), item.After(late));
        Assert.NotEmpty(item.After(early).Decode<WatchReadinessResponse>().Update.Differences);
    }

    [Fact]
    public void Those_who_resume_from_one_position_share_what_is_composed_for_it()
    {
        var positions = _views.Model.LogPositions;
        _views = _views.After([new Log("criteria").Add(Organization()).Add(Track()).Add(Criterion("a")).Add(Assessment("a", Criteria.Status.Met))
            .Add(Assessment("a", Criteria.Status.NotMet)).Changes[^1]]);
        var day = new DateOnly(2026, 1, 1);

        var first = _views.Of(TrackName, Cut.At(positions))!.Today(day);
        var second = _views.Of(TrackName, Cut.At(positions))!.Today(day);

        Assert.Same(first.Encoded, second.Encoded);
        Assert.NotEqual(first.Message, _views.Of(TrackName)!.Today(day).Message);
    }
}
