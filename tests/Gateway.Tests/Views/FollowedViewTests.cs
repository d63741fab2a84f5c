using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using static AllianceServices.Gateway.Tests.Resources;
using Criteria = Alliance.Criteria.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>A view that is made from the one before is the view that is composed from everything.</summary>
public class FollowedViewTests
{
    private const string TrackName = "tracks/t";

    private static readonly DateOnly Day = new(2026, 1, 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Assessments_that_came_one_by_one_before_anybody_looked_all_count(bool lookedUpBetween)
    {
        var log = new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a")).Add(Criterion("b"));
        var views = new ModelViews(ReadModel.Empty).After(log.Changes);
        views.Of(TrackName)!.Today(Day);

        views = views.After([log.Add(Assessment("a", Criteria.Status.Met)).Changes[^1]]);
        if (lookedUpBetween)
        {
            // As by one who asks for something else than the view.
            views.Of(TrackName);
        }
        views = views.After([log.Add(Assessment("b", Criteria.Status.NotMet)).Changes[^1]]);

        var view = views.Of(TrackName)!.Today(Day).Message;
        Assert.Equal(new ModelViews(ReadModel.Empty.Apply(log.Changes)).Of(TrackName)!.On(Day), view);
        Assert.Equal([Criteria.Status.Met, Criteria.Status.NotMet], view.Criteria.Select(criterion => criterion.Status));
    }

    [Fact]
    public void What_bears_on_nothing_of_a_track_leaves_its_views_as_they_are()
    {
        var criteria = new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a")).Add(Assessment("a", Criteria.Status.Met, "statements/cited"));
        var statements = new Log("statements");
        var position = Position("AA", Alliance.Type.V1.Stance.Supports);
        position.Entries.Add(new Criteria.PositionRecord { Record = "statements/mentioned", Date = "2024-02-01" });
        criteria.Add(position);
        var elsewhere = Statement("elsewhere");
        elsewhere.Criteria.Add("tracks/other/criteria/a");
        var views = new ModelViews(ReadModel.Empty).After(criteria.Changes);
        var view = views.Of(TrackName);
        Assert.NotNull(view);

        views = views.After(statements.Add(elsewhere).Add(Statement("nowhere")).Changes);
        views = views.After(new Log("agreements").Add(Agreement("of-others", "AA", candidate: "ZZ")).Changes);
        var kept = ReferenceEquals(view, views.Of(TrackName));

        views = views.After([statements.Add(Statement("cited")).Changes[^1]]);
        var afterCited = views.Of(TrackName);
        views = views.After([statements.Add(Statement("mentioned")).Changes[^1]]);
        Assert.NotSame(afterCited, views.Of(TrackName));
        afterCited = views.Of(TrackName);
        views = views.After([statements.Add(Statement("bearing", "a")).Changes[^1]]);

        Assert.True(kept);
        Assert.NotSame(view, afterCited);
        Assert.NotSame(afterCited, views.Of(TrackName));
    }

    [Fact]
    public void A_view_of_yesterday_is_no_beginning_for_that_of_today()
    {
        var log = new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a")).Add(Criterion("b"));
        var later = Assessment("b", Criteria.Status.Met);
        later.Date = "2026-01-02";
        var views = new ModelViews(ReadModel.Empty).After(log.Add(later).Changes);
        views.Of(TrackName)!.Today(Day);

        views = views.After([log.Add(Assessment("a", Criteria.Status.Met)).Changes[^1]]);

        var view = views.Of(TrackName)!.Today(Day.AddDays(1)).Message;
        Assert.Equal([Criteria.Status.Met, Criteria.Status.Met], view.Criteria.Select(criterion => criterion.Status));
    }
}
