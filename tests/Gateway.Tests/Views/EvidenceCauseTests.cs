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

    [Fact]
    public void Of_more_records_than_the_lists_hold_the_one_that_went_is_named_and_the_rest_is_counted()
    {
        var retracted = Said(0);
        retracted.State = Statements.Statement.Types.State.Draft;

        var difference = Told([.. Enumerable.Range(0, 24).Select(Said)], [retracted, .. Enumerable.Range(24, 43).Select(Said)]);

        Assert.Equal((24, 66), (difference.Criterion.Before.RelatedRecords, difference.Criterion.After.RelatedRecords));
        // The 20 that are listed now, the one that went, and 19 of the 23 that came and are listed no longer.
        Assert.Equal([.. Enumerable.Range(47, 20).Reverse().Select(NameOf), NameOf(0), .. Enumerable.Range(28, 19).Reverse().Select(NameOf)], Named(difference));
        Assert.Equal(4, difference.MoreCauses);
    }

    [Fact]
    public void Between_two_days_all_records_are_named_that_came_whether_or_not_the_later_list_has_room_for_them()
    {
        var statements = new Log("statements");
        foreach (var statement in Enumerable.Range(0, 34).Select(Said))
        {
            statements.Add(statement, Before);
        }

        var difference = Assert.Single(new Told(Criteria().Changes, statements.Changes)
            .Between((Log.Instant(After), Build.Day("2023-01-01")), (Log.Instant(After), Build.Day("2023-02-28"))));

        Assert.Equal(Enumerable.Range(0, 34).Reverse().Select(NameOf), Named(difference));
        Assert.Equal(0, difference.MoreCauses);
    }

    // Each on a day of its own, the newest last.
    private static Statements.Statement Said(int number)
    {
        var statement = Statement($"{number:00}", "a");
        statement.Date = Build.Day("2023-01-02").AddDays(number).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return statement;
    }

    private static string NameOf(int number) => $"statements/{number:00}";

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
