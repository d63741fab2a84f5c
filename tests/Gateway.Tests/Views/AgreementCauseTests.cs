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

    // The agreements that differ, each of which is its own cause.
    private static IEnumerable<string> Named(Agreement[] before, Agreement[] after)
    {
        var agreements = new Log("agreements");
        foreach (var (agreement, known) in before.Select(agreement => (agreement, Before)).Concat(after.Select(agreement => (agreement, After))))
        {
            agreements.Add(agreement, known);
        }
        var told = new Told(new Log("criteria").Add(Organization("AA")).Add(Track()).Changes, agreements.Changes)
            .Between(Log.Instant(Before), Log.Instant(After), Build.Day("2024-06-17"));
        Assert.All(told, difference => Assert.Equal(difference.Agreement.Agreement, Assert.Single(difference.Causes).Record));
        return told.Select(difference => difference.Agreement.Agreement);
    }
}
