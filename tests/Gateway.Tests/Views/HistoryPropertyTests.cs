using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using CsCheck;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>The views as functions of the day and of what was known, whatever happened.</summary>
public class HistoryPropertyTests
{
    private const string Track = "tracks/t";
    private const int CriteriaLog = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_view_changes_on_change_dates_only() => Histories.All.Sample(logs =>
    {
        var track = Read(logs);
        var changed = DaysWithAChange(track);

        Assert.Empty(changed.Except(track.ChangeDates));
    });

    [Fact]
    public void There_is_a_step_on_a_day_just_where_the_view_differs_from_that_of_the_day_before() => Histories.All.Sample(logs =>
    {
        var track = Read(logs);

        var steps = Steps(track, newestFirst: false);

        Assert.Equal(DaysWithAChange(track).Select(day => day.ToString("O")), steps.Select(step => step.Date));
        Assert.Equal(steps, Steps(track, newestFirst: true).AsEnumerable().Reverse());
        Assert.DoesNotContain(steps, step => step.Differences.Count == 0);
        Assert.DoesNotContain(steps.SelectMany(step => step.Differences), difference => difference.Causes.Count == 0);
    });

    [Fact]
    public void What_a_step_shows_is_what_the_views_of_both_days_say() => Histories.All.Sample(logs =>
    {
        var track = Read(logs);
        foreach (var step in Steps(track, newestFirst: false))
        {
            var day = DateOnly.Parse(step.Date);
            var (before, after) = (track.On(day.AddDays(-1)), track.On(day));
            Assert.Equal((before.Verdict, after.Verdict), (step.Before.Verdict, step.After.Verdict));
            Assert.Equal((before.Score.Low, after.Score.Low), (step.Before.Score.Low, step.After.Score.Low));
            Assert.Equal((before.Consensus.Counts, after.Consensus.Counts), (step.Before.Counts, step.After.Counts));
            foreach (var criterion in step.Differences.Where(d => d.Criterion is not null).Select(d => d.Criterion))
            {
                Assert.Equal(Status(before, criterion.Criterion), criterion.Before?.Status);
                Assert.Equal(Status(after, criterion.Criterion), criterion.After?.Status);
            }
            foreach (var position in step.Differences.Where(d => d.Position is not null).Select(d => d.Position))
            {
                Assert.Equal(StanceOf(before, position.Party), position.Before?.Stance);
                Assert.Equal(StanceOf(after, position.Party), position.After?.Stance);
            }
        }
    });

    [Fact]
    public void What_was_known_at_an_instant_is_what_replaying_the_logs_to_it_gives() =>
        Gen.Select(Histories.All, Gen.Int[0, 50], Gen.Int[0, Histories.Days]).Sample((logs, minute, day) =>
        {
            var instant = Histories.Minute(minute);
            var replayed = Model(logs.Select(log => log.TakeWhile(change => change.RecordTime.ToDateTimeOffset() <= instant)));

            Assert.Equal(
                View(replayed, Cut.Latest).On(Histories.Day(day)), View(Model(logs), Cut.KnownAt(instant)).On(Histories.Day(day)));
        });

    [Fact]
    public void The_view_of_log_positions_is_what_reading_the_logs_so_far_gives() =>
        Gen.Select(Histories.All, Gen.Int[0, 15].Array[3], Gen.Int[0, Histories.Days]).Sample((logs, taken, day) =>
        {
            // The track itself is the first change of its log.
            var partial = Model(logs.Select((log, i) => log.Take(i == CriteriaLog ? taken[i] + 1 : taken[i])));

            Assert.Equal(
                View(partial, Cut.Latest).On(Histories.Day(day)), View(Model(logs), Cut.At(partial.LogPositions)).On(Histories.Day(day)));
        });

    [Fact]
    public void An_encoded_view_is_that_of_its_day() => Gen.Select(Histories.All, Gen.Int[-1, Histories.Days].Array[5]).Sample((logs, days) =>
    {
        var track = Read(logs);

        Assert.All(days, day => Assert.Equal(
            track.On(Histories.Day(day)), Decode(track.EncodedOn(Histories.Day(day)))));
    });

    [Fact]
    public void A_view_that_followed_change_after_change_is_that_of_the_whole_logs() => Gen.Select(
        Histories.All, Gen.Int[1, 4], Gen.Int[0, Histories.Days].Array[2]).Sample((logs, together, days) =>
    {
        var views = new ModelViews(ReadModel.Empty);
        foreach (var (number, change) in logs.SelectMany(log => log).OrderBy(change => change.RecordTime).Index())
        {
            views = views.After([change]);
            if (number % together == 0)
            {
                views.Of(Track)?.Today(Histories.Day(days[0]));
            }
            else if (number % 3 == 0)
            {
                // Looked up and not composed, as by one who asks for something else.
                views.Of(Track);
            }
        }

        var expected = Read(logs);
        var followed = views.Of(Track)!;
        var (message, encoded) = followed.Today(Histories.Day(days[0]));
        Assert.Equal(expected.On(Histories.Day(days[0])), message);
        Assert.Equal(message, Decode(encoded));
        Assert.All(days, day => Assert.Equal(
            expected.On(Histories.Day(day)), Decode(followed.EncodedOn(Histories.Day(day)))));
        Assert.Equal(Steps(expected, newestFirst: false), Steps(followed, newestFirst: false));
    });

    private static V1.ReadinessChange[] Steps(TrackView track, bool newestFirst) =>
        [.. Timeline.Steps(track, Histories.Day(-1), Histories.Day(Histories.Days + 1), newestFirst, Ct)];

    private static V1.Readiness Decode(EncodedView view) => V1.Readiness.Parser.ParseFrom(view.Parts.SelectMany(part => part).ToArray());

    private static IEnumerable<DateOnly> DaysWithAChange(TrackView track) => Enumerable.Range(0, Histories.Days + 2)
        .Select(Histories.Day).Where(day => !track.On(day).Equals(track.On(day.AddDays(-1))));

    private static Alliance.Criteria.V1.Status? Status(V1.Readiness view, string criterion) =>
        view.Criteria.SingleOrDefault(c => c.Criterion == criterion)?.Status;

    private static Stance? StanceOf(V1.Readiness view, string party) =>
        view.Consensus.Members.SingleOrDefault(member => member.Party == party)?.Stance;

    private static TrackView Read(IEnumerable<IReadOnlyList<Change>> logs) => View(Model(logs), Cut.Latest);

    private static ReadModel Model(IEnumerable<IEnumerable<Change>> logs) =>
        logs.Aggregate(ReadModel.Empty, (model, log) => model.Apply([.. log]));

    private static TrackView View(ReadModel model, Cut cut) => new ModelViews(model).Of(Track, cut)!;
}
