using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using Google.Protobuf.WellKnownTypes;
using static AllianceServices.Gateway.Tests.Resources;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.Tests;

public class ReadModelTests
{
    private static Log CriteriaLog => new Log("criteria").Add(Organization("AA")).Add(Track());

    private static TrackFacts FactsOf(params Log[] logs) =>
        logs.Aggregate(ReadModel.Empty, (model, log) => model.Apply(log.Changes)).FactsOf("tracks/t", Cut.Latest)!;

    [Fact]
    public void A_track_that_is_not_on_record_has_no_facts()
    {
        var model = ReadModel.Empty.Apply(CriteriaLog.Changes);

        Assert.Null(model.FactsOf("tracks/other", Cut.Latest));
        Assert.Null(model.FactsOf("organizations/o", Cut.Latest));
        Assert.Null(ReadModel.Empty.FactsOf("tracks/t", Cut.Latest));
    }

    [Fact]
    public void Facts_of_a_track_gather_what_the_registers_say_about_it()
    {
        var facts = FactsOf(
            CriteriaLog.Add(Criterion("a")).Add(Assessment("a", Criteria.Status.Met, "statements/cited"))
                .Add(Position("AA", Alliance.Type.V1.Stance.Supports, "statements/deciding")),
            new Log("statements").Add(Statement("cited")).Add(Statement("deciding")).Add(Statement("naming", "a"))
                .Add(Statement("unrelated", "of-another-track")),
            new Log("agreements").Add(Agreement("p", "BB")));

        Assert.Equal("XX", facts.Candidate);
        Assert.Equal(["AA"], facts.Memberships.Select(m => m.Country));
        Assert.Equal(["tracks/t/criteria/a"], facts.Criteria.Select(c => c.Name));
        Assert.Equal(["tracks/t/criteria/a"], facts.Assessments.Select(a => a.Criterion));
        Assert.Equal(["AA"], facts.Positions.Select(p => p.Party));
        Assert.Equal(["agreements/p"], facts.Agreements.Select(a => a.Name));
        Assert.Equal(["statements/naming"], facts.Records.StatementsOn("tracks/t/criteria/a").Select(s => s.Name));
        Assert.Equal("Speaker of cited", facts.Records.TitleOf("statements/cited"));
        Assert.Equal("Speaker of deciding", facts.Records.TitleOf("statements/deciding"));
    }

    [Fact]
    public void Sources_come_with_the_facts_that_refer_to_them()
    {
        var statement = Statement("s", "a");
        statement.Sources.Add(["sources/known", "sources/missing"]);
        var facts = FactsOf(
            CriteriaLog.Add(Criterion("a")),
            new Log("statements").Add(statement)
                .Add(new Statements.Source { Name = "sources/known", Publisher = "Publisher", Url = "https://example.org" })
                .Add(new Statements.Source { Name = "sources/unrelated" }));

        Assert.Equal(
            [new Source("sources/known", "Publisher", "https://example.org"), new Source("sources/missing")],
            facts.Records.SourcesOf("statements/s"));
    }

    [Fact]
    public void An_agreement_of_others_is_there_for_the_criterion_that_it_names()
    {
        var ofOthers = Agreement("p", "BB");
        ofOthers.Parties[0].Country = "CC";
        ofOthers.Criteria.Add("tracks/t/criteria/a");

        var facts = FactsOf(CriteriaLog.Add(Criterion("a")), new Log("agreements").Add(ofOthers));
        Assert.Single(facts.Records.AgreementsOn("tracks/t/criteria/a"));
        Assert.Empty(facts.Agreements);
    }

    [Fact]
    public void A_criterion_is_judged_by_the_assessors_that_it_designates()
    {
        var criterion = Criterion("a");
        criterion.Assessors.Add("Another assessor");
        var log = CriteriaLog.Add(criterion).Add(Assessment("a", Criteria.Status.Met));

        Assert.Equal(Status.Unknown, Assert.Single(FactsOf(log).Composed().Criteria).Status);

        criterion.Assessors.Add("An assessor");
        Assert.Equal(Status.Met, Assert.Single(FactsOf(log.Add(criterion)).Composed().Criteria).Status);
    }

    [Fact]
    public void A_record_that_no_longer_names_a_criterion_no_longer_belongs_to_it()
    {
        var facts = FactsOf(
            CriteriaLog.Add(Criterion("a")), new Log("statements").Add(Statement("s", "a")).Add(Statement("s")));

        Assert.Empty(facts.Records.StatementsOn("tracks/t/criteria/a"));
    }

    [Fact]
    public void Criteria_of_other_tracks_stay_with_them()
    {
        var facts = FactsOf(
            CriteriaLog.Add(Track("tracks/tt")).Add(new Criteria.Criterion { Name = "tracks/tt/criteria/a" }));

        Assert.Empty(facts.Criteria);
    }

    [Fact]
    public void Applying_changes_leaves_the_snapshot_before_as_it_was()
    {
        var before = ReadModel.Empty.Apply(CriteriaLog.Changes);
        var after = before.Apply([CriteriaLog.Add(Criterion("a")).Changes[2]]);

        Assert.Empty(before.FactsOf("tracks/t", Cut.Latest)!.Criteria);
        Assert.Single(after.FactsOf("tracks/t", Cut.Latest)!.Criteria);
    }

    [Fact]
    public void Positions_say_how_far_each_log_was_read()
    {
        var model = ReadModel.Empty.Apply(CriteriaLog.Changes)
            .Apply(new Log("agreements").Add(Agreement("p", "BB")).Changes)
            .Apply([]);

        Assert.Equal(["agreements/1", "criteria/2"], model.LogPositions.Select(p => $"{p.Key}/{p.Value}"));
    }

    [Fact]
    public void A_resource_of_an_unknown_type_is_read_past()
    {
        var log = CriteriaLog;
        log.Changes[0].Resource = Any.Pack(new Duration());
        log.Changes[0].Resource.TypeUrl = "type.googleapis.com/alliance.criteria.v1.Novelty";

        var model = ReadModel.Empty.Apply(log.Changes);

        Assert.Equal(2, model.LogPositions["criteria"]);
        Assert.NotNull(model.FactsOf("tracks/t", Cut.Latest));
    }

    [Fact]
    public void Changes_that_do_not_continue_the_log_are_refused()
    {
        var changes = CriteriaLog.Changes;
        var model = ReadModel.Empty.Apply(changes);

        Assert.Throws<ArgumentException>(() => model.Apply(changes));
        Assert.Throws<ArgumentException>(() => ReadModel.Empty.Apply([changes[1]]));
        Assert.Throws<ArgumentException>(() =>
            ReadModel.Empty.Apply([changes[0], new Log("agreements").Add(Track()).Add(Track()).Changes[1]]));
    }
}
