using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using static AllianceServices.Gateway.Tests.Resources;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.Tests;

public class KnownAtTests
{
    private static readonly ReadModel Model = ReadModel.Empty
        .Apply(new Log("criteria")
            .Add(Organization("AA"), "2024-03-01T08:00:00Z")
            .Add(Track(), "2024-03-01T09:00:00Z")
            .Add(Criterion("a"), "2024-03-02T09:00:00Z")
            .Add(Assessment("a", Criteria.Status.NotMet), "2024-03-03T09:00:00Z")
            .Add(Assessment("a", Criteria.Status.Met), "2024-03-04T09:00:00Z")
            .Add(Organization("AA", "BB"), "2024-03-05T09:00:00Z").Changes)
        .Apply(new Log("statements")
            .Add(Draft("s", "a"), "2024-03-01T09:00:00Z")
            .Add(Statement("s", "a"), "2024-03-04T09:00:00Z")
            .Add(Statement("s"), "2024-03-06T09:00:00Z").Changes);

    private static Statements.Statement Draft(string id, string criterion)
    {
        var draft = Statement(id, criterion);
        draft.State = Statements.Statement.Types.State.Draft;
        return draft;
    }

    private static Readiness KnownAt(string? instant)
    {
        var facts = Model.FactsOf("tracks/t", Cut.KnownAt(instant is null ? null : Log.Instant(instant)))!;
        return facts.On("2024-06-17");
    }

    [Fact]
    public void Before_the_track_was_on_record_there_is_nothing()
    {
        Assert.Null(Model.FactsOf("tracks/t", Cut.KnownAt(Log.Instant("2024-03-01T08:59:59Z"))));
        Assert.NotNull(Model.FactsOf("tracks/t", Cut.KnownAt(Log.Instant("2024-03-01T09:00:00Z"))));
    }

    [Theory]
    [InlineData("2024-03-03T08:59:59Z", Status.Unknown)]
    [InlineData("2024-03-03T09:00:00Z", Status.NotMet)]
    [InlineData("2024-03-04T08:59:59Z", Status.NotMet)]
    [InlineData("2024-03-04T09:00:00Z", Status.Met)]
    [InlineData("2030-01-01T00:00:00Z", Status.Met)]
    [InlineData(null, Status.Met)]
    public void The_last_version_known_at_the_instant_answers(string? knownAt, Status status) =>
        Assert.Equal(status, Assert.Single(KnownAt(knownAt).Criteria).Status);

    [Theory]
    [InlineData("2024-03-02T08:59:59Z", 0)]
    [InlineData("2024-03-02T09:00:00Z", 1)]
    public void A_criterion_is_there_once_it_is_known(string knownAt, int count) =>
        Assert.Equal(count, KnownAt(knownAt).Criteria.Count);

    [Theory]
    [InlineData("2024-03-05T08:59:59Z", 1)]
    [InlineData("2024-03-05T09:00:00Z", 2)]
    public void Members_are_those_known_at_the_instant(string knownAt, int required) =>
        Assert.Equal(required, KnownAt(knownAt).Consensus.Required);

    [Theory]
    [InlineData("2024-03-04T08:59:59Z", 0)]
    [InlineData("2024-03-04T09:00:00Z", 1)]
    [InlineData("2024-03-06T08:59:59Z", 1)]
    [InlineData("2024-03-06T09:00:00Z", 0)]
    public void A_statement_bears_on_the_criterion_while_it_is_known_to(string knownAt, int related) =>
        Assert.Equal(related, Assert.Single(KnownAt(knownAt).Criteria).RelatedRecords);
}
