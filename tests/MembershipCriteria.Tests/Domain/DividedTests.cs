using static AllianceServices.MembershipCriteria.Tests.Domain.Say;
using static AllianceServices.Positions.Stance;

namespace AllianceServices.MembershipCriteria.Tests.Domain;

public class DividedTests
{
    [Theory]
    [InlineData("2022-06-17", "2024-06-18")]
    [InlineData("2022-12-31", "2025-01-01")]
    // The day two years later is still one of division: 28 February where the year has no 29th.
    [InlineData("2024-02-29", "2026-03-01")]
    [InlineData("2022-02-28", "2024-02-29")]
    [InlineData("2022-03-01", "2024-03-02")]
    public void A_head_of_state_divides_the_country_for_exactly_two_years(string said, string united) => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", said, Opposes)],
        "2020-01-01 Supports by a since a",
        $"{said} Supports by a since a, divided by b",
        $"{united} Supports by a since a");

    [Theory]
    [InlineData("2022-06-17", "2024-06-17")]
    [InlineData("2024-02-29", "2026-02-28")]
    public void The_last_of_these_days_is_still_divided(string said, string lastDay) => AssertSteps(
        [HeadOfState("a", said, Opposes), Government("b", lastDay, Supports)],
        $"{said} Opposes by a since a",
        $"{lastDay} Supports by b since b, divided by a",
        $"{Day(lastDay).AddDays(1):yyyy-MM-dd} Supports by b since b");

    [Fact]
    public void A_head_of_state_who_comes_round_ends_the_division() => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", "2022-01-01", Opposes), HeadOfState("c", "2022-06-01", Supports)],
        "2020-01-01 Supports by a since a",
        "2022-01-01 Supports by a since a, divided by b",
        "2022-06-01 Supports by a since a");

    [Fact]
    public void A_government_that_comes_round_ends_the_division() => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", "2022-01-01", Opposes), Government("c", "2022-06-01", Opposes)],
        "2020-01-01 Supports by a since a",
        "2022-01-01 Supports by a since a, divided by b",
        "2022-06-01 Opposes by c since c");

    [Fact]
    public void A_head_of_state_who_insists_divides_the_country_for_longer() => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", "2022-01-01", Opposes), HeadOfState("c", "2023-01-01", Sceptical)],
        "2020-01-01 Supports by a since a",
        "2022-01-01 Supports by a since a, divided by b",
        "2023-01-01 Supports by a since a, divided by c",
        "2025-01-02 Supports by a since a");

    [Fact]
    public void Only_the_last_word_of_the_head_of_state_can_divide() => AssertSteps(
        [
            Government("a", "2020-01-01", Supports), HeadOfState("b", "2022-01-01", Opposes),
            HeadOfState("c", "2022-02-01", Supports), Government("d", "2022-03-01", Neutral),
        ],
        "2020-01-01 Supports by a since a",
        "2022-01-01 Supports by a since a, divided by b",
        "2022-02-01 Supports by a since a",
        "2022-03-01 Neutral by d since d, divided by c",
        "2024-02-02 Neutral by d since d");

    [Fact]
    public void A_government_can_divide_the_country_by_contradicting_a_head_of_state_who_spoke_before() => AssertSteps(
        [HeadOfState("a", "2021-06-01", Opposes), Government("b", "2022-01-01", Supports)],
        "2021-06-01 Opposes by a since a",
        "2022-01-01 Supports by b since b, divided by a",
        "2023-06-02 Supports by b since b");

    [Fact]
    public void An_old_word_of_the_head_of_state_divides_nobody() => AssertSteps(
        [HeadOfState("a", "2019-01-01", Opposes), Government("b", "2021-01-02", Supports)],
        "2019-01-01 Opposes by a since a",
        "2021-01-02 Supports by b since b");

    [Fact]
    public void A_government_that_confirms_itself_meanwhile_stays_divided_until_the_lapse() => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", "2022-01-01", Opposes), Government("c", "2023-01-01", Supports)],
        "2020-01-01 Supports by a since a",
        "2022-01-01 Supports by a since a, divided by b",
        "2023-01-01 Supports by c since a, divided by b",
        "2024-01-02 Supports by c since a");

    [Fact]
    public void A_head_of_state_alone_does_not_divide() => AssertSteps(
        [HeadOfState("a", "2022-01-01", Opposes), HeadOfState("b", "2022-06-01", Supports)],
        "2022-01-01 Opposes by a since a",
        "2022-06-01 Supports by b since b");

    [Theory]
    [InlineData("9997-12-31")]
    [InlineData("9999-12-31")]
    public void A_division_that_outlasts_the_calendar_has_no_end(string said) => AssertSteps(
        [Government("a", "2020-01-01", Supports), HeadOfState("b", said, Opposes)],
        "2020-01-01 Supports by a since a",
        $"{said} Supports by a since a, divided by b");
}
