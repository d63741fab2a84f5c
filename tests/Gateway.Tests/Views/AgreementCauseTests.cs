using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
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
    public void The_one_that_was_corrected_is_named_and_not_the_one_that_stood_there(string party, string corrected)
    {
        var views = new ModelViews(ReadModel.Empty
            .Apply(new Log("criteria").Add(Organization("AA")).Add(Track()).Changes)
            .Apply(new Log("agreements").Add(Agreement("a", party), Before).Add(Agreement("b", "AA"), Before).Add(Agreement("a", corrected), After).Changes));
        var (before, after) = (views.Of("tracks/t", Cut.KnownAt(Log.Instant(Before)))!, views.Of("tracks/t")!);
        var day = Build.Day("2024-06-17");

        var difference = Assert.Single(Differences.Between(
            before.On(day), after.On(day), new RecordChanges(new(before.Facts, day), new(after.Facts, day))));

        Assert.Equal("agreements/a", difference.Agreement.Agreement);
        Assert.Equal(["agreements/a"], difference.Causes.Select(cause => cause.Record));
    }
}
