using Alliance.Statements.V1;

namespace AllianceServices.SystemTests.Workload;

/// <summary>What the disturbed runs are compared with is itself what the rules say.</summary>
public class UndisturbedTests(UndisturbedRun undisturbed)
{
    [Fact]
    public void The_script_ends_in_the_views_that_the_rules_give()
    {
        var oracle = ScriptOracle.After(undisturbed.Writes);

        Assert.Equal(2 * Outcome.Days.Count, undisturbed.Outcome.Views.Count);
        Assert.All(undisturbed.Outcome.Views, view => Views.AssertExpected(
            oracle.At(view.Name[..view.Name.LastIndexOf('/')], Views.Day(view.AsOf)), view));
    }

    [Fact]
    public void The_script_says_enough_to_go_wrong()
    {
        var verdicts = undisturbed.Outcome.Views.Select(view => view.Verdict).Distinct();
        var stances = undisturbed.Outcome.Positions.SelectMany(position => position.Steps).Select(step => step.Stance).Distinct();

        Assert.True(undisturbed.Writes.Count >= 60);
        Assert.Contains(undisturbed.Writes, write => write is CreateStatementRequest { Statement.Kind: "editorial_reset" });
        Assert.True(verdicts.Count() > 1);
        Assert.True(stances.Count() > 3);
        Assert.Contains(undisturbed.Outcome.Views, view => view.Agreements.Signed > 1);
    }
}
