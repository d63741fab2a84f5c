using Alliance.Agreements.V1;
using static AllianceServices.Gateway.Tests.Resources;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>An agreement that is corrected so that it enters or leaves a party's row, where another stands otherwise.</summary>
public class AgreementCauseTests
{
    private const string Before = "2024-06-01T00:00:00Z";
    private const string After = "2024-06-02T00:00:00Z";

    // Of two that are alike the row shows the first by name.
    [Theory]
    [InlineData("AA", "BB")]
    [InlineData("BB", "AA")]
    public void The_one_that_was_corrected_is_named_and_not_the_one_that_stood_there(string party, string corrected) =>
        Assert.Equal(["agreements/a"], Named([Agreement("a", party), Agreement("b", "AA")], [Agreement("a", corrected)]));

    [Theory]
    [InlineData("AA", "BB")]
    [InlineData("BB", "AA")]
    public void One_whose_note_alone_was_edited_is_not_named_though_it_takes_the_row_or_loses_it(string party, string corrected) =>
        Assert.Equal(["agreements/a"], Named([Agreement("a", party), Agreement("b", "AA")], [Agreement("b", "AA"), Agreement("a", corrected)]));

    [Fact]
    public void One_that_would_have_stood_in_the_row_is_named_beside_the_one_that_left_it() => Assert.Equal(
        ["agreements/a", "agreements/b"],
        Named([Agreement("a", "AA"), Agreement("b", "AA"), Agreement("c", "AA")], [Agreement("b", "BB"), Agreement("a", "BB")]));

    // A criterion dates a record by its signature once that is there.
    [Theory]
    [InlineData("2024-02-01", 2)]
    [InlineData("2024-03-01", 2)]
    [InlineData("2024-04-01", 1)]
    [InlineData("2024-05-01", 1)]
    public void The_cause_of_a_step_has_the_day_of_the_step(string date, int differences)
    {
        var agreement = Agreement("a", "AA");
        agreement.SignedOn = "2024-03-01";
        agreement.Criteria.Add("tracks/t/criteria/a");
        agreement.Events.Clear();
        agreement.Events.Add(
        [
            new LifecycleEvent { State = LifecycleState.Announced, EffectiveDate = "2024-02-01" },
            new LifecycleEvent { State = LifecycleState.Signed, EffectiveDate = "2024-03-01" },
            new LifecycleEvent { State = LifecycleState.InForce, EffectiveDate = "2024-04-01" },
            new LifecycleEvent { State = LifecycleState.Terminated, EffectiveDate = "2024-05-01" },
        ]);
        var day = Build.Day(date);

        var told = Recorded([agreement], []).Between((Log.Instant(After), day.AddDays(-1)), (Log.Instant(After), day));

        Assert.Equal(differences, told.Count);
        Assert.All(told, difference => Assert.Equal(date, Assert.Single(difference.Causes).Date));
    }

    // The agreements that differ, each of which is its own cause.
    private static IEnumerable<string> Named(Agreement[] before, Agreement[] after)
    {
        var told = Recorded(before, after).Between(Log.Instant(Before), Log.Instant(After), Build.Day("2024-06-17"));
        Assert.All(told, difference => Assert.Equal(difference.Agreement.Agreement, Assert.Single(difference.Causes).Record));
        return told.Select(difference => difference.Agreement.Agreement);
    }

    private static Told Recorded(Agreement[] before, Agreement[] after)
    {
        var agreements = new Log("agreements");
        foreach (var (agreement, known) in before.Select(agreement => (agreement, Before)).Concat(after.Select(agreement => (agreement, After))))
        {
            agreements.Add(agreement, known);
        }
        return new(new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a")).Changes, agreements.Changes);
    }
}
