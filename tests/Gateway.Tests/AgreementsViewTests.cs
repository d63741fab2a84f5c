using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class AgreementsViewTests
{
    private static AgreementsView ViewOf(params Agreement[] agreements) =>
        (Facts with { Agreements = agreements }).Composed().Agreements;

    [Theory]
    [InlineData(LifecycleState.Announced, AgreementStanding.Announced, 0, 1, 0)]
    [InlineData(LifecycleState.Initialled, AgreementStanding.Announced, 0, 1, 0)]
    [InlineData(LifecycleState.Signed, AgreementStanding.Signed, 1, 0, 0)]
    [InlineData(LifecycleState.SignedDisputed, AgreementStanding.Disputed, 0, 0, 1)]
    [InlineData(LifecycleState.Ratified, AgreementStanding.Signed, 1, 0, 0)]
    [InlineData(LifecycleState.InForce, AgreementStanding.Signed, 1, 0, 0)]
    [InlineData(LifecycleState.Breached, AgreementStanding.Signed, 1, 0, 0)]
    public void An_agreement_is_counted_once_under_its_standing(
        LifecycleState state, AgreementStanding standing, int signedCount, int announcedCount, int disputedCount)
    {
        var view = ViewOf(Pact("p", "AA", Event(state, "2024-01-01")));

        Assert.Equal(standing, Assert.Single(view.Parties).Standing);
        Assert.Equal((signedCount, announcedCount, disputedCount), (view.Signed, view.Announced, view.Disputed));
    }

    [Theory]
    [InlineData(LifecycleState.Suspended)]
    [InlineData(LifecycleState.Terminated)]
    [InlineData(LifecycleState.Expired)]
    public void What_was_signed_and_ended_is_shown_and_counted_nowhere(LifecycleState state)
    {
        var view = ViewOf(Pact("p", "AA", Signed("2023-01-01"), Event(state, "2024-01-01")));

        Assert.Equal(AgreementStanding.Ended, Assert.Single(view.Parties).Standing);
        Assert.Equal((0, 0, 0), (view.Signed, view.Announced, view.Disputed));
    }

    [Fact]
    public void Talks_that_were_broken_off_leave_nothing()
    {
        var view = ViewOf(Pact("p", "AA", Event(LifecycleState.Announced, "2023-01-01"), Event(LifecycleState.Terminated, "2024-01-01")));

        Assert.Empty(view.Parties);
    }

    [Fact]
    public void Only_the_second_figure_counts_the_commitments_of_organizations()
    {
        var view = ViewOf(
            Pact("p", "AA", Signed("2024-01-01")),
            Pact("q", "organizations/o", Signed("2024-01-01")) with { Type = AgreementType.SecurityCommitments });

        Assert.Equal((1, 2), (view.Signed, view.SignedIncludingOrganizations));
        Assert.Equal(["AA", "organizations/o"], view.Parties.Select(p => p.Party));
    }

    [Fact]
    public void Announced_commitments_of_organizations_are_in_no_figure()
    {
        var announced = Pact("q", "organizations/o", Event(LifecycleState.Announced, "2024-01-01"));

        var view = ViewOf(announced with { Type = AgreementType.SecurityCommitments });

        Assert.Equal((0, 0, 0), (view.SignedIncludingOrganizations, view.Announced, view.Disputed));
    }

    [Fact]
    public void Other_types_and_agreements_of_others_are_not_counted()
    {
        var view = ViewOf(
            Pact("p", "AA", Signed("2024-01-01")) with { Type = AgreementType.JointDeclaration },
            Pact("q", "AA", Signed("2024-01-01")) with { Parties = ["AA", "BB"] });

        Assert.Equal((0, 0), (view.Signed, view.SignedIncludingOrganizations));
        Assert.Empty(view.Parties);
    }

    [Fact]
    public void Every_member_is_listed_and_every_other_party_that_has_one()
    {
        var facts = Facts with
        {
            Memberships = [Member("MM"), Member("NN"), Member(Candidate), Member("OO", until: "2020-01-01")],
            Agreements =
            [
                Pact("n", "NN", Signed("2024-05-01")),
                Pact("a", "AA", Event(LifecycleState.Announced, "2024-05-01")),
                Pact("later", "ZZ", Signed("2024-06-18")),
            ],
        };

        Assert.Equal(
            [
                ("AA", AgreementStanding.Announced, "agreements/a", null),
                ("MM", AgreementStanding.None, null, null),
                ("NN", AgreementStanding.Signed, "agreements/n", Day("2024-05-01")),
            ],
            facts.Composed().Agreements.Parties.Select(p => (p.Party, p.Standing, p.Agreement?.Name, p.SignedOn)));
    }

    [Theory]
    [InlineData(LifecycleState.Announced, LifecycleState.Initialled)]
    [InlineData(LifecycleState.Initialled, LifecycleState.SignedDisputed)]
    [InlineData(LifecycleState.SignedDisputed, LifecycleState.Signed)]
    [InlineData(LifecycleState.Signed, LifecycleState.InForce)]
    public void Of_several_with_one_party_the_one_that_got_furthest_is_shown(LifecycleState less, LifecycleState further)
    {
        var view = ViewOf(
            Pact("a", "AA", Event(less, "2024-05-01")),
            Pact("b", "AA", Event(further, "2024-01-01")),
            Pact("c", "AA", Event(less, "2024-05-01")));

        Assert.Equal("agreements/b", Assert.Single(view.Parties).Agreement?.Name);
    }

    [Fact]
    public void An_ended_agreement_outranks_a_disputed_one_and_a_standing_one_outranks_both()
    {
        var disputed = Pact("a", "AA", Event(LifecycleState.SignedDisputed, "2024-05-01"));
        var ended = Pact("b", "AA", Signed("2023-01-01"), Event(LifecycleState.Expired, "2024-01-01"));
        var standing = Pact("c", "AA", Signed("2022-01-01"));

        Assert.Equal("agreements/b", Assert.Single(ViewOf(disputed, ended).Parties).Agreement?.Name);
        Assert.Equal("agreements/c", Assert.Single(ViewOf(disputed, ended, standing).Parties).Agreement?.Name);
    }

    [Fact]
    public void Of_several_that_got_equally_far_the_newest_is_shown_then_the_first_by_name()
    {
        var view = ViewOf(
            Pact("a", "AA", Signed("2024-01-01")),
            Pact("c", "AA", Signed("2024-05-01")),
            Pact("b", "AA", Signed("2024-05-01")));

        Assert.Equal("agreements/b", Assert.Single(view.Parties).Agreement?.Name);
        Assert.Equal(3, view.Signed);
    }

    [Fact]
    public void Commitments_are_grouped_by_unit_currency_and_period()
    {
        Commitment Money(long? amount, string currency, string period) =>
            new("military", amount, CommitmentUnit.Currency, currency, period);
        var guns = new Commitment("equipment", 6, CommitmentUnit.Items);
        var view = ViewOf(
            Pact("b", "BB", Signed("2024-01-01")) with { Commitments = [guns, Money(2, "EUR", "2024")] },
            Pact("a", "AA", Signed("2024-01-01")) with
            {
                Type = AgreementType.Partnership,
                Commitments = [Money(1, "EUR", "2024"), Money(3, "EUR", "2025"), Money(null, "CAD", "2024")],
            });

        Assert.Equal(
            [
                "Currency CAD 2024: agreements/a -",
                "Currency EUR 2024: agreements/a 1, agreements/b 2",
                "Currency EUR 2025: agreements/a 3",
                "Items  : agreements/b 6",
            ],
            view.Commitments.Select(g => $"{g.Unit} {g.Currency} {g.Period}: " + string.Join(
                ", ", g.Commitments.Select(c => $"{c.Agreement} {c.Commitment.Amount?.ToString("D", null) ?? "-"}"))));
    }

    [Theory]
    [InlineData("2024-01-31", 0)]
    [InlineData("2024-02-01", 1)]
    [InlineData("2024-08-01", 0)]
    public void Commitments_count_while_their_agreement_is_signed(string asOf, int groups)
    {
        var pact = Pact("p", "AA", Signed("2024-02-01"), Event(LifecycleState.Suspended, "2024-08-01")) with
        {
            Commitments = [new Commitment("military", 1, CommitmentUnit.Currency, "EUR")],
        };

        Assert.Equal(groups, (Facts with { Agreements = [pact] }).On(asOf).Agreements.Commitments.Count);
    }
}
