using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class ConsensusTests
{
    [Theory]
    [InlineData("2024-03-06", "AA")]
    [InlineData("2024-03-07", "AA,BB")]
    [InlineData("2024-12-31", "AA,BB")]
    [InlineData("2025-01-01", "BB")]
    public void Members_count_from_accession_to_their_last_day_inclusive(string asOf, string members)
    {
        var facts = Facts with { Memberships = [Member("BB", "2024-03-07"), Member("AA", until: "2024-12-31")] };

        var consensus = facts.On(asOf).Consensus;

        Assert.Equal(members.Split(','), consensus.Members.Select(m => m.Member.Country));
        Assert.Equal(members.Split(',').Length, consensus.Required);
    }

    [Theory]
    [InlineData("2024-01-31", Stance.Unknown)]
    [InlineData("2024-02-01", Stance.Supports)]
    [InlineData("2024-04-30", Stance.Supports)]
    [InlineData("2024-05-01", Stance.Opposes)]
    public void The_position_is_the_step_in_force(string asOf, Stance stance)
    {
        var facts = Facts with
        {
            Memberships = [Member("AA")],
            Positions = [Position("AA", Step("2024-02-01", Stance.Supports), Step("2024-05-01", Stance.Opposes))],
        };

        Assert.Equal(stance, Assert.Single(facts.On(asOf).Consensus.Members).Stance);
    }

    [Fact]
    public void Counts_say_how_many_members_hold_each_stance()
    {
        Stance[] stances =
        [
            Stance.Supports, Stance.Supports, Stance.SupportsWithConditions, Stance.Neutral, Stance.Sceptical,
            Stance.Opposes, Stance.Unknown, Stance.NotApplicable,
        ];
        var facts = Facts with
        {
            Memberships = [Member("no position"), .. stances.Select((_, i) => Member($"{i}"))],
            Positions = [Position("no member", Step("2024-01-01", Stance.Opposes)),
                .. stances.Select((stance, i) => Position($"{i}", Step("2024-01-01", stance)))],
        };

        var consensus = facts.Composed().Consensus;

        Assert.Equal(9, consensus.Required);
        Assert.Equal(
            [2, 1, 1, 1, 1, 3],
            [
                consensus.Count(Stance.Supports), consensus.Count(Stance.SupportsWithConditions),
                consensus.Count(Stance.Neutral), consensus.Count(Stance.Sceptical), consensus.Count(Stance.Opposes),
                consensus.Count(Stance.Unknown),
            ]);
    }

    [Fact]
    public void A_position_comes_with_the_sources_of_its_deciding_record()
    {
        var facts = (Facts with
        {
            Memberships = [Member("AA")],
            Positions = [Position("AA", Step("2024-02-01", Stance.Supports) with { Record = "statements/s" })],
        }).Recording([Said("s", "2024-02-01") with { Sources = ["sources/x"] }], [new Source("sources/x", "Publisher", "https://example.org")]);

        Assert.Equal(
            [new Source("sources/x", "Publisher", "https://example.org")],
            Assert.Single(facts.Composed().Consensus.Members).Sources);
    }
}
