using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;

namespace AllianceServices.Gateway.Tests;

public class AgreementTests
{
    [Theory]
    [InlineData("2024-01-09", LifecycleState.Unspecified)]
    [InlineData("2024-01-10", LifecycleState.Announced)]
    [InlineData("2024-02-20", LifecycleState.Signed)]
    [InlineData("2024-03-29", LifecycleState.Signed)]
    [InlineData("2024-03-30", LifecycleState.InForce)]
    public void The_state_follows_from_the_dated_events(string day, LifecycleState state)
    {
        var pact = Pact(
            "p", "AA",
            Event(LifecycleState.Announced, "2024-01-10"),
            Signed("2024-02-20"),
            Event(LifecycleState.InForce, "2024-03-30"));

        Assert.Equal(state, pact.StateOn(Day(day)));
    }

    [Theory]
    [InlineData("2024-02-19", LifecycleState.Unspecified)]
    [InlineData("2024-02-20", LifecycleState.InForce)]
    public void An_event_without_a_day_takes_effect_with_the_one_before_it(string day, LifecycleState state)
    {
        var pact = Pact("p", "AA", Signed("2024-02-20"), Event(LifecycleState.InForce));

        Assert.Equal(state, pact.StateOn(Day(day)));
    }

    [Theory]
    [InlineData("2024-04-30", LifecycleState.Announced)]
    [InlineData("2024-05-01", LifecycleState.InForce)]
    public void An_undated_event_takes_effect_when_it_is_known_to_have_happened(string day, LifecycleState state)
    {
        var pact = Pact(
            "p", "AA",
            Event(LifecycleState.Announced, "2024-01-10"),
            Event(LifecycleState.Signed, knownBy: "2024-05-01"),
            Event(LifecycleState.InForce));

        Assert.Equal(state, pact.StateOn(Day(day)));
    }

    [Fact]
    public void An_event_before_any_day_is_known_has_no_effect()
    {
        var pact = Pact("p", "AA", Event(LifecycleState.Signed));

        Assert.Equal(LifecycleState.Unspecified, pact.StateOn(DateOnly.MaxValue));
        Assert.Null(pact.DateOn(DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("2024-01-01", "2024-01-10")]
    [InlineData("2024-02-19", "2024-01-10")]
    [InlineData("2024-02-20", "2024-02-20")]
    [InlineData("2024-12-31", "2024-02-20")]
    public void It_is_dated_by_its_signature_once_signed_and_by_its_first_event_until_then(string day, string date)
    {
        var pact = Pact(
            "p", "AA",
            Event(LifecycleState.Announced, "2024-01-10"),
            Signed("2024-02-20"),
            Event(LifecycleState.Terminated, "2024-08-01"));

        Assert.Equal(Day(date), pact.DateOn(Day(day)));
    }

    [Fact]
    public void A_signature_known_only_by_a_later_source_has_no_day_of_signature()
    {
        var pact = Pact("p", "AA", Event(LifecycleState.Signed, knownBy: "2024-05-01"));

        Assert.Null(pact.SignedOn(Day("2024-06-17")));
        Assert.Equal(Day("2024-05-01"), pact.DateOn(Day("2024-06-17")));
    }
}
