using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using CsCheck;
using Google.Protobuf;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>Between any two states of the record, whatever happened: every difference has causes, all of them, and each is one.</summary>
public class CausePropertyTests
{
    private static readonly Gen<(int Minute, int Day)> State = Gen.Select(Gen.Int[0, 50], Gen.Int[-1, Histories.Days + 1]);

    [Fact]
    public void Whatever_differs_differs_because_of_what_was_not_the_same_before() =>
        Gen.Select(Histories.All, State, State).Sample(AssertEachCauseIsOne, iter: 3000);

    [Fact]
    public void A_position_differs_because_of_words_that_were_not_the_same_before() =>
        Gen.Select(Histories.OfPosition, State, State).Sample(AssertEachCauseIsOne, iter: 3000);

    [Fact]
    public void Those_records_are_causes_without_whose_changes_a_watcher_would_be_told_something_else() =>
        Gen.Select(Histories.All, Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[-1, Histories.Days + 1]).Sample((logs, one, other, day) =>
        {
            var (before, after) = (Histories.Minute(Math.Min(one, other)), Histories.Minute(Math.Max(one, other)));
            var differences = new Told(logs).Between(before, after, Histories.Day(day));

            // Evidence exists, though not here: a draft that comes hides a cited record that nobody knew.
            var drafts = NeverPublic(logs, after);
            // What bore on a criterion before there was one is nobody's loss.
            Assert.All(differences.Where(difference => difference.Criterion?.Before is not null), difference => Assert.Equal(
                Making(logs, before, after, day, view => OfCriterion(view, difference.Criterion.Criterion)).Except(drafts).Order(),
                Named(difference).Except(drafts).Order()));
            Assert.Equal(
                Making(logs, before, after, day, view => view.Agreements).Where(name => name.StartsWith("agreements/", StringComparison.Ordinal)).Order(),
                differences.Where(difference => difference.Agreement is not null).SelectMany(Named).Order());
        }, iter: 2000);

    [Fact]
    public void Of_more_records_than_a_list_has_room_for_those_are_named_that_went_and_the_others_counted() =>
        Gen.Select(Histories.Crowded, Gen.Int[0, 50], Gen.Int[0, 50]).Sample((logs, one, other) =>
        {
            var (before, after) = (Histories.Minute(Math.Min(one, other)), Histories.Minute(Math.Max(one, other)));
            var difference = new Told(logs).Between(before, after, Histories.Day(Histories.Days)).FirstOrDefault(difference =>
                difference.Criterion?.Before is not null && difference.Causes.Count + difference.MoreCauses > 20);
            if (difference is null)
            {
                return;
            }

            var making = Making(logs, before, after, Histories.Days, view => OfCriterion(view, difference.Criterion.Criterion))
                .Except(NeverPublic(logs, after)).ToHashSet();
            Assert.Subset(making, Named(difference).ToHashSet());
            Assert.Equal(making.Count, difference.Causes.Count + difference.MoreCauses);
        }, iter: 500);

    private static void AssertEachCauseIsOne(IReadOnlyList<Change>[] logs, (int Minute, int Day) one, (int Minute, int Day) other)
    {
        var before = (Math.Min(one.Minute, other.Minute), Math.Min(one.Day, other.Day));
        var after = (Math.Max(one.Minute, other.Minute), Math.Max(one.Day, other.Day));

        Assert.All(new Told(logs).Between(At(before), At(after)), difference =>
        {
            Assert.NotEmpty(difference.Causes);
            Assert.Distinct(difference.Causes.Select(cause => cause.Record));
            var party = difference.Position is { Before: not null, After: not null } position ? position.Party : "";
            Assert.All(difference.Causes, cause => Assert.NotEqual(
                StandingOf(logs, cause.Record, party, before), StandingOf(logs, cause.Record, party, after)));
        });
    }

    // The resources without whose changes between two instants the later view would say something else.
    private static IEnumerable<string> Making(
        IReadOnlyList<Change>[] logs, DateTimeOffset before, DateTimeOffset after, int day, Func<Readiness, object?> part)
    {
        bool IsBetween(Change change) => change.RecordTime.ToDateTimeOffset() is var time && time > before && time <= after;
        object? Shown(Predicate<Change> recorded) => part(new Told([.. logs.Select(log =>
            log.Where(change => recorded(change)).Select((change, i) => new Change(change) { Sequence = i + 1 }))]).View(after, Histories.Day(day)));
        var shown = Shown(_ => true);
        return logs.SelectMany(log => log).Where(IsBetween).Select(change => change.Name).Distinct()
            .Where(name => !Equals(shown, Shown(change => change.Name != name || !IsBetween(change))));
    }

    private static HashSet<string> NeverPublic(IReadOnlyList<Change>[] logs, DateTimeOffset after)
    {
        var known = logs[0].Where(change => change.RecordTime.ToDateTimeOffset() <= after);
        return [.. known.GroupBy(change => change.Name).Where(versions => versions.All(IsDraft)).Select(versions => versions.Key)];
    }

    private static CriterionView? OfCriterion(Readiness view, string criterion) =>
        view.Criteria.FirstOrDefault(shown => shown.Criterion == criterion);

    private static IEnumerable<string> Named(Difference difference) => difference.Causes.Select(cause => cause.Record);

    private static (DateTimeOffset, DateOnly) At((int Minute, int Day) state) => (Histories.Minute(state.Minute), Histories.Day(state.Day));

    // What of a record lies within a state: what it was by then and, of a country, what it said; and how much of that has come by
    // the day.
    private static (string Content, string Come) StandingOf(
        IReadOnlyList<Change>[] logs, string record, string party, (int Minute, int Day) state)
    {
        var known = logs.SelectMany(log => log).Where(change => change.RecordTime.ToDateTimeOffset() <= Histories.Minute(state.Minute)).ToList();
        var revisions = known.Where(change => change.Name == record).ToList();
        var words = known.LastOrDefault(change => change.Name == $"{Build.Track}/positions/{party}")?.Resource.Unpack<Alliance.Criteria.V1.Position>()
            .Entries.Where(entry => entry.Record == record).ToList() ?? [];
        // A position shows nothing else of its record than the sources, which never change here but are not shown of a draft.
        var content = party.Length == 0 || record == "organizations/o" ? $"{revisions.LastOrDefault()?.Sequence}"
            : $"{revisions.Any(change => !IsDraft(change))} {string.Join(' ', words)}";
        var dates = revisions.TakeLast(1).Where(_ => party.Length == 0).SelectMany(DatesOf).Concat(words.SelectMany(TurnsOf));
        return (content, string.Join(' ', dates.Where(date => string.CompareOrdinal(date, Histories.Day(state.Day).ToString("O")) <= 0)));
    }

    private static bool IsDraft(Change change) => change.Resource.TryUnpack<Statement>(out var statement)
        && statement.State == Statement.Types.State.Draft;

    private static IEnumerable<string> DatesOf(Change change) => change.Resource.TryUnpack<Statement>(out var statement) ? [statement.Date]
        : change.Resource.TryUnpack<Alliance.Criteria.V1.Assessment>(out var assessment) ? [assessment.Date]
        : change.Resource.TryUnpack<Alliance.Agreements.V1.Agreement>(out var agreement) ? agreement.Events.Select(e => e.EffectiveDate)
        : change.Resource.TryUnpack<Alliance.Criteria.V1.Organization>(out var organization)
            ? organization.Members.SelectMany(m => new[] { m.AccessionDate, After(m.LeftOn) })
        : [];

    // The word, and that it divides the country no longer.
    private static IEnumerable<string> TurnsOf(Alliance.Criteria.V1.PositionRecord entry) => entry.Level == AuthorityLevel.HeadOfState
        ? [entry.Date, DateOnly.Parse(entry.Date).AddYears(2).AddDays(1).ToString("O")]
        : [entry.Date];

    private static string After(string lastDay) => lastDay.Length == 0 ? "9999" : DateOnly.Parse(lastDay).AddDays(1).ToString("O");
}
