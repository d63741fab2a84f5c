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
    public void Without_an_event_it_has_neither_state_nor_date()
    {
        var pact = Pact("p", "AA");

        Assert.Equal(LifecycleState.Unspecified, pact.StateOn(DateOnly.MaxValue));
        Assert.Null(pact.DateOn(DateOnly.MaxValue));
    }
}
