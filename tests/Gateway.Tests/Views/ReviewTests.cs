using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using static AllianceServices.Gateway.Tests.Resources;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>An assessment needs review when what it rests on was retracted or corrected afterwards.</summary>
public class ReviewTests
{
    private static readonly Log CriteriaLog = new Log("criteria").Add(Organization("AA")).Add(Track()).Add(Criterion("a"))
        .Add(Assessment("a", Criteria.Status.Met, "statements/s", "agreements/p"), "2024-05-01T00:00:00Z");

    [Fact]
    public void Evidence_as_it_was_when_it_was_cited_needs_no_review()
    {
        var view = View(Said(Public("s"), "2024-04-01T00:00:00Z"));

        Assert.False(view.NeedsReview);
        Assert.DoesNotContain(view.Evidence, evidence => evidence.ChangedSince);
    }

    [Fact]
    public void A_correction_after_the_assessment_asks_for_a_review()
    {
        var view = View(Said(Public("s"), "2024-04-01T00:00:00Z").Add(Public("s"), "2024-05-02T00:00:00Z"));

        Assert.True(view.NeedsReview);
        Assert.Equal(["statements/s"], view.Evidence.Where(evidence => evidence.ChangedSince).Select(evidence => evidence.Record));
        Assert.Equal(Status.Met, view.Status);
    }

    [Fact]
    public void A_correction_before_the_assessment_was_known_to_it() =>
        Assert.False(View(Said(Public("s"), "2024-04-01T00:00:00Z").Add(Public("s"), "2024-04-30T00:00:00Z")).NeedsReview);

    [Fact]
    public void A_retraction_asks_for_a_review_and_the_record_stays_visible()
    {
        var view = View(Said(Public("s"), "2024-04-01T00:00:00Z").Add(Draft("s"), "2024-05-02T00:00:00Z"));

        Assert.True(view.NeedsReview);
        Assert.Contains(view.Evidence, evidence => evidence is { Record: "statements/s", ChangedSince: true });
        Assert.Equal(1, view.RelatedRecords);
    }

    [Fact]
    public void Publishing_a_draft_is_no_correction() =>
        Assert.False(View(Said(Draft("s"), "2024-04-01T00:00:00Z").Add(Public("s"), "2024-05-02T00:00:00Z")).NeedsReview);

    [Fact]
    public void What_was_known_before_the_correction_needs_no_review() => Assert.False(ViewOf(
        Said(Public("s"), "2024-04-01T00:00:00Z").Add(Public("s"), "2024-05-02T00:00:00Z"),
        Cut.KnownAt(Log.Instant("2024-05-01T12:00:00Z"))).NeedsReview);

    [Fact]
    public void A_corrected_agreement_asks_for_a_review_too()
    {
        var agreements = new Log("agreements").Add(Agreement("p", "AA"), "2024-04-01T00:00:00Z").Add(Agreement("p", "AA"), "2024-05-02T00:00:00Z");

        var view = ReadModel.Empty.Apply(CriteriaLog.Changes).Apply(agreements.Changes).FactsOf("tracks/t", Cut.Latest)!;

        Assert.True(Assert.Single(view.Composed().Criteria).NeedsReview);
    }

    private static Log Said(Statements.Statement statement, string recordTime) => new Log("statements").Add(statement, recordTime);

    private static Statements.Statement Public(string id) => Statement(id);

    private static Statements.Statement Draft(string id)
    {
        var draft = Statement(id);
        draft.State = Statements.Statement.Types.State.Draft;
        return draft;
    }

    private static CriterionView View(Log statements) => ViewOf(statements, Cut.Latest);

    private static CriterionView ViewOf(Log statements, Cut cut)
    {
        var agreements = new Log("agreements").Add(Agreement("p", "AA"), "2024-04-01T00:00:00Z");
        var model = ReadModel.Empty.Apply(CriteriaLog.Changes).Apply(agreements.Changes).Apply(statements.Changes);
        return Assert.Single(model.FactsOf("tracks/t", cut)!.Composed().Criteria);
    }
}
