using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class EvidenceTests
{
    private static readonly TrackFacts OneCriterion = Facts with { Criteria = [Weighted("a", 10)] };

    private static TrackFacts Citing(params string[] records) => OneCriterion with
    {
        Assessments = [Assessed(CriterionName("a"), Status.Met, "2024-04-01") with { Evidence = records }],
    };

    private static CriterionView ViewOf(TrackFacts facts) => Assert.Single(facts.Composed().Criteria);

    private static IEnumerable<string> RecordsOf(CriterionView view) => view.Evidence.Select(e => e.Record);

    [Fact]
    public void Cited_records_come_first_in_the_assessments_order_then_the_newest_others()
    {
        var facts = (Citing("statements/z", "agreements/p", "statements/z") with
        {
            Agreements = [Pact("p", "AA", Signed("2021-01-01")) with { Criteria = [CriterionName("a")] }],
        }).Recording([
                Said("z", "2020-01-01"), Said("old", "2024-01-01", "a"), Said("y", "2024-03-01", "a"),
                Said("x", "2024-03-01", "a"), Said("elsewhere", "2024-03-01", "b"),
            ]);

        var view = ViewOf(facts);

        Assert.Equal(["statements/z", "agreements/p", "statements/x", "statements/y", "statements/old"], RecordsOf(view));
        Assert.Equal([true, true, false, false, false], view.Evidence.Select(e => e.Cited));
        Assert.Equal(5, view.RelatedRecords);
    }

    [Fact]
    public void A_record_is_shown_with_its_day_its_title_and_its_sources()
    {
        var facts = (Citing("statements/s", "agreements/p") with
        {
            Agreements = [Pact("p", "AA", Event(LifecycleState.Announced, "2023-05-01"), Signed("2024-02-01"))],
        }).Recording([Said("s", "2024-01-01") with { Sources = ["sources/x"] }], [new Source("sources/x", "Publisher", "https://example.org")]);

        var evidence = ViewOf(facts).Evidence;

        Assert.Equal(("Speaker of s", Day("2024-01-01")), (evidence[0].Title, evidence[0].Date));
        Assert.Equal([new Source("sources/x", "Publisher", "https://example.org")], evidence[0].Sources);
        Assert.Equal(("Title of p", Day("2024-02-01")), (evidence[1].Title, evidence[1].Date));
    }

    [Fact]
    public void At_most_twenty_uncited_records_are_listed_but_all_are_counted()
    {
        var facts = Citing("statements/cited").Recording([
                Said("cited", "2020-01-01"), .. Enumerable.Range(10, 25).Select(i => Said($"{i}", "2024-01-01", "a")),
            ]);

        var view = ViewOf(facts);

        Assert.Equal(["statements/cited", .. Enumerable.Range(10, 20).Select(i => $"statements/{i}")], RecordsOf(view));
        Assert.Equal(26, view.RelatedRecords);
    }

    [Fact]
    public void Records_after_the_day_do_not_bear_on_it()
    {
        var facts = (OneCriterion with
        {
            Agreements = [Pact("p", "AA", Signed("2024-06-18")) with { Criteria = [CriterionName("a")] }],
        }).Recording([Said("today", "2024-06-17", "a"), Said("tomorrow", "2024-06-18", "a")]);

        Assert.Equal(["statements/today"], RecordsOf(ViewOf(facts)));
        Assert.Equal(1, ViewOf(facts).RelatedRecords);
    }

    [Fact]
    public void Drafts_never_count()
    {
        var facts = Citing("statements/cited").Recording([
                Said("cited", "2024-01-01", "a") with { Published = false },
                Said("naming", "2024-01-01", "a") with { Published = false },
            ]);

        Assert.Empty(ViewOf(facts).Evidence);
        Assert.Equal(0, ViewOf(facts).RelatedRecords);
    }

    [Fact]
    public void A_cited_record_that_is_not_at_hand_is_named_and_not_counted()
    {
        var view = ViewOf(Citing("statements/missing"));

        var evidence = Assert.Single(view.Evidence);
        Assert.Equal("statements/missing", evidence.Record);
        Assert.Equal((null, "", true), (evidence.Date, evidence.Title, evidence.Cited));
        Assert.Equal(0, view.RelatedRecords);
    }

    [Fact]
    public void Only_the_assessment_that_counts_cites()
    {
        var name = CriterionName("a");
        var facts = OneCriterion with
        {
            Assessments =
            [
                Assessed(name, Status.NotMet, "2023-01-01", "old") with { Evidence = ["statements/old"] },
                Assessed(name, Status.Met, "2024-01-01", "new") with { Evidence = ["statements/new"] },
            ],
        };

        Assert.Equal(["statements/new"], RecordsOf(ViewOf(facts)));
    }
}
