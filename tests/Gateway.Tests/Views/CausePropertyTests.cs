using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using CsCheck;
using Google.Protobuf;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>Between any two states of the record, whatever happened: every difference has causes, and each is one.</summary>
public class CausePropertyTests
{
    private const string Track = "tracks/t";

    private static readonly Gen<(int Minute, int Day)> State = Gen.Select(Gen.Int[0, 50], Gen.Int[-1, Histories.Days + 1]);

    [Fact]
    public void Whatever_differs_differs_because_of_what_was_not_the_same_before() =>
        Gen.Select(Histories.All, State, State).Sample((logs, one, other) =>
        {
            var before = (Math.Min(one.Minute, other.Minute), Math.Min(one.Day, other.Day));
            var after = (Math.Max(one.Minute, other.Minute), Math.Max(one.Day, other.Day));

            Assert.All(Between(logs, before, after), difference =>
            {
                Assert.NotEmpty(difference.Causes);
                Assert.Distinct(difference.Causes.Select(cause => cause.Record));
                var position = $"{Track}/positions/{difference.Position?.Party}";
                Assert.All(difference.Causes, cause => Assert.NotEqual(
                    StandingOf(logs, cause.Record, position, before), StandingOf(logs, cause.Record, position, after)));
            });
        }, iter: 3000);

    private static List<Difference> Between(IReadOnlyList<Change>[] logs, (int Minute, int Day) before, (int Minute, int Day) after)
    {
        var views = new ModelViews(logs.Aggregate(ReadModel.Empty, (model, log) => model.Apply([.. log])));
        TrackView Of((int Minute, int Day) state) => views.Of(Track, Cut.KnownAt(Histories.Minute(state.Minute)))!;
        var (earlier, later) = (Of(before), Of(after));
        var (from, to) = (Histories.Day(before.Day), Histories.Day(after.Day));
        return Differences.Between(
            earlier.On(from), later.On(to), new RecordChanges(new(earlier.Facts, from), new(later.Facts, to)));
    }

    // What of a record lies within a state: what it was by then, what it said of a country, and how much of that has come by
    // the day.
    private static (string Content, string Come) StandingOf(
        IReadOnlyList<Change>[] logs, string record, string position, (int Minute, int Day) state)
    {
        var known = logs.SelectMany(log => log).Where(change => change.RecordTime.ToDateTimeOffset() <= Histories.Minute(state.Minute)).ToList();
        var revision = known.LastOrDefault(change => change.Name == record);
        var words = known.LastOrDefault(change => change.Name == position)?.Resource.Unpack<Alliance.Criteria.V1.Position>()
            .Entries.Where(entry => entry.Record == record).ToList() ?? [];
        var day = Histories.Day(state.Day).ToString("O");
        var dates = (revision is null ? [] : DatesOf(revision)).Concat(words.SelectMany(TurnsOf));
        return (
            $"{revision?.Sequence} {string.Join(' ', words)}",
            string.Join(' ', dates.Where(date => string.CompareOrdinal(date, day) <= 0)));
    }

    private static IEnumerable<string> DatesOf(Change change) => change.Resource.TryUnpack<Alliance.Statements.V1.Statement>(out var statement) ? [statement.Date]
        : change.Resource.TryUnpack<Alliance.Criteria.V1.Assessment>(out var assessment) ? [assessment.Date]
        : change.Resource.TryUnpack<Alliance.Agreements.V1.Agreement>(out var agreement) ? agreement.Events.Select(e => e.EffectiveDate)
        : change.Resource.TryUnpack<Alliance.Criteria.V1.Organization>(out var organization)
            ? organization.Members.SelectMany(m => new[] { m.AccessionDate, After(m.LeftOn) })
        : [];

    // The word, and that it divides the country no longer.
    private static IEnumerable<string> TurnsOf(PositionRecord entry) => entry.Level == AuthorityLevel.HeadOfState
        ? [entry.Date, DateOnly.Parse(entry.Date).AddDays(Word.DividedFor + 1).ToString("O")]
        : [entry.Date];

    private static string After(string lastDay) => lastDay.Length == 0 ? "9999" : DateOnly.Parse(lastDay).AddDays(1).ToString("O");
}
