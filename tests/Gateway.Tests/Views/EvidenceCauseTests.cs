using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Google.Protobuf;
using static AllianceServices.Gateway.Tests.Resources;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>What changed unseen is no cause of what comes next, though a watcher is told of the latter alone.</summary>
public class EvidenceCauseTests
{
    private const string Before = "2024-06-01T00:00:00Z";
    private const string After = "2024-06-02T00:00:00Z";
    private static readonly DateOnly Day = Build.Day("2024-06-17");

    [Fact]
    public void A_record_whose_text_alone_was_edited_is_no_cause_of_another_that_comes()
    {
        var difference = Told([Statement("edited", "a")], [Statement("edited", "a"), Statement("new", "a")]);

        Assert.Equal(["statements/new"], Named(difference));
    }

    [Fact]
    public void A_cited_record_that_is_corrected_a_second_time_is_no_cause_of_another_that_comes()
    {
        var difference = Told([Statement("cited"), Statement("cited", "a")], [Statement("cited"), Statement("new", "a")], "statements/cited");

        Assert.Equal(["statements/new"], Named(difference));
    }

    [Fact]
    public void A_criterion_whose_text_alone_was_edited_is_no_cause_of_another_assessment()
    {
        var criteria = Criteria().Add(Criterion("a"), After).Add(Judged(Status.Met), After);

        Assert.Equal(["tracks/t/criteria/a/assessments/b"], Named(Between(criteria)));
    }

    [Fact]
    public void A_criterion_that_names_those_who_decide_anyway_is_no_cause_of_another_assessment()
    {
        var designated = Criterion("a");
        designated.Assessors.Add("An assessor");
        var criteria = Criteria().Add(designated, After).Add(Judged(Status.Met), After);

        Assert.Equal(["tracks/t/criteria/a/assessments/b"], Named(Between(criteria)));
    }

    [Fact]
    public void An_agreement_whose_note_alone_was_edited_is_no_cause_of_a_statement_that_comes()
    {
        var pact = Agreement("p", "AA");
        pact.Criteria.Add("tracks/t/criteria/a");

        var difference = Between(
            Criteria(), new Log("statements").Add(Statement("new", "a"), After), new Log("agreements").Add(pact, Before).Add(pact, After));

        Assert.Equal(["statements/new"], Named(difference));
    }

    private static Log Criteria(params string[] evidence) => new Log("criteria").Add(Organization("AA")).Add(Track())
        .Add(Criterion("a")).Add(Assessment("a", Status.NotMet, evidence));

    // A later judgement of the same assessor.
    private static Assessment Judged(Status status)
    {
        var judged = Assessment("a", status);
        (judged.Name, judged.Date) = ("tracks/t/criteria/a/assessments/b", "2024-03-01");
        return judged;
    }

    // Where some things were said before and others afterwards.
    private static Difference Told(Statements.Statement[] before, Statements.Statement[] after, params string[] evidence)
    {
        var statements = new Log("statements");
        foreach (var (said, known) in before.Select(said => (said, Before)).Concat(after.Select(said => (said, After))))
        {
            statements.Add(said, known);
        }
        return Between(Criteria(evidence), statements);
    }

    private static Difference Between(params Log[] logs) => Assert.Single(
        new Told([.. logs.Select(log => log.Changes)]).Between(Log.Instant(Before), Log.Instant(After), Day));

    private static IEnumerable<string> Named(Difference difference) => difference.Causes.Select(cause => cause.Record);
}
