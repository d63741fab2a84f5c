using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class CriterionTests
{
    private static readonly string A = CriterionName("a");

    [Theory]
    [InlineData("2024-01-31", Status.Unknown)]
    [InlineData("2024-02-01", Status.NotMet)]
    [InlineData("2024-03-31", Status.NotMet)]
    [InlineData("2024-04-01", Status.Met)]
    public void The_last_assessment_up_to_the_day_counts(string asOf, Status status)
    {
        var facts = Facts with
        {
            Criteria = [Weighted("a", 10)],
            Assessments = [Assessed(A, Status.Met, "2024-04-01"), Assessed(A, Status.NotMet, "2024-02-01", "b")],
        };

        Assert.Equal(status, Assert.Single(facts.On(asOf).Criteria).Status);
    }

    [Fact]
    public void Of_two_assessments_of_one_day_the_ordinally_greater_name_counts()
    {
        var facts = Facts with
        {
            Criteria = [Weighted("a", 10)],
            Assessments =
            [
                Assessed(A, Status.Met, "2024-04-01", "b"),
                Assessed(A, Status.SomeLevel, "2024-04-01", "a"),
                Assessed(A, Status.NotMet, "2024-04-01", "B"),
            ],
        };

        Assert.Equal("tracks/t/criteria/a/assessments/b", Assert.Single(facts.Composed().Criteria).Assessment?.Name);
    }

    [Fact]
    public void Criteria_are_listed_by_name_with_details_beneath_their_parent()
    {
        var facts = Facts with
        {
            Criteria =
            [
                Detail("a-detail", "m"), Weighted("z", 1), Detail("0-detail", "m"), Weighted("m", 1), Weighted("b", 1),
            ],
        };

        Assert.Equal(
            ["b", "m", "0-detail", "a-detail", "z"],
            facts.Composed().Criteria.Select(c => c.Criterion.Name.Split('/')[^1]));
    }

    [Fact]
    public void A_criterion_whose_parent_is_missing_is_still_listed()
    {
        var facts = Facts with { Criteria = [Detail("a", "missing")] };

        Assert.Equal(A, Assert.Single(facts.Composed().Criteria).Criterion.Name);
    }

    [Fact]
    public void An_assessment_comes_with_its_sources_known_or_not()
    {
        var facts = (Facts with
        {
            Criteria = [Weighted("a", 10)],
            Assessments = [Assessed(A, Status.Met, "2024-04-01") with { Sources = ["sources/known", "sources/missing"] }],
        }).Recording(sources: [new Source("sources/known", "Publisher", "https://example.org")]);

        Assert.Equal(
            [new Source("sources/known", "Publisher", "https://example.org"), new Source("sources/missing", "", "")],
            Assert.Single(facts.Composed().Criteria).Sources);
    }
}
