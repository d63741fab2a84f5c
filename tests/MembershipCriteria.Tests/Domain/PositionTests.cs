using AllianceServices.Positions;
using static AllianceServices.MembershipCriteria.Tests.Domain.Say;
using static AllianceServices.Positions.Stance;

namespace AllianceServices.MembershipCriteria.Tests.Domain;

public class PositionTests
{
    [Fact]
    public void Without_entries_there_is_no_step() => AssertSteps([]);

    [Fact]
    public void The_last_government_entry_makes_the_position() => AssertSteps(
        [Government("a", "2022-01-01", Supports), Government("b", "2023-01-01", Opposes)],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Opposes by b since b");

    [Fact]
    public void The_head_of_state_decides_where_no_government_has_spoken() => AssertSteps(
        [HeadOfState("a", "2022-01-01", Supports), HeadOfState("b", "2023-01-01", Neutral)],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Neutral by b since b");

    [Fact]
    public void A_government_that_speaks_takes_over_from_the_head_of_state_for_good() => AssertSteps(
        [
            HeadOfState("a", "2018-01-01", Opposes), Government("b", "2021-01-01", Neutral),
            HeadOfState("c", "2022-01-01", Neutral),
        ],
        "2018-01-01 Opposes by a since a",
        "2021-01-01 Neutral by b since b");

    [Fact]
    public void On_one_day_the_statement_outranks_the_agreement() => AssertSteps(
        [Government("a", "2022-01-01", Sceptical), Signed("z", "2022-01-01", SupportsWithConditions)],
        "2022-01-01 Sceptical by a since a");

    [Fact]
    public void A_day_later_the_agreement_outranks_the_statement() => AssertSteps(
        [Government("a", "2022-01-01", Sceptical), Signed("z", "2022-01-02", SupportsWithConditions)],
        "2022-01-01 Sceptical by a since a",
        "2022-01-02 SupportsWithConditions by z since z");

    [Theory]
    [InlineData("a", "b", "b")]
    [InlineData("a1", "a-2", "a1")]
    [InlineData("a10", "a9", "a9")]
    public void Of_two_statements_of_one_day_the_greater_name_decides_by_its_characters(string one, string other, string winner) =>
        AssertSteps(
            [
                Government(one, "2022-01-01", one == winner ? Supports : Opposes),
                Government(other, "2022-01-01", other == winner ? Supports : Opposes),
            ],
            $"2022-01-01 Supports by {winner} since {winner}");

    [Fact]
    public void A_later_unknown_resets_the_position() => AssertSteps(
        [
            Government("a", "2022-01-01", Supports), Government("b", "2023-01-01", Unknown), Government("c", "2024-01-01", Supports),
        ],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Unknown by b since b",
        "2024-01-01 Supports by c since c");

    [Fact]
    public void A_reset_does_not_let_the_head_of_state_decide_again() => AssertSteps(
        [HeadOfState("a", "2019-01-01", Supports), Government("b", "2022-01-01", Unknown)],
        "2019-01-01 Supports by a since a",
        "2022-01-01 Unknown by b since b");

    [Fact]
    public void Other_levels_never_count() => AssertSteps(
        [
            Government("a", "2022-01-01", Supports) with { Voice = Voice.Other },
            Government("b", "2023-01-01", Neutral),
            Government("c", "2024-01-01", Opposes) with { Voice = Voice.Other },
        ],
        "2023-01-01 Neutral by b since b");

    [Fact]
    public void What_is_not_confirmed_never_counts() => AssertSteps(
        [
            Government("a", "2022-01-01", Supports) with { Confirmed = false },
            Government("b", "2023-01-01", Neutral),
            HeadOfState("c", "2024-01-01", Opposes) with { Confirmed = false },
        ],
        "2023-01-01 Neutral by b since b");

    [Fact]
    public void A_confirmed_stance_keeps_its_since() => AssertSteps(
        [Government("a", "2022-01-01", Supports), Government("b", "2023-01-01", Supports), Signed("c", "2024-01-01", Supports)],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Supports by b since a",
        "2024-01-01 Supports by c since a");

    [Fact]
    public void A_stance_that_was_given_up_begins_anew() => AssertSteps(
        [Government("a", "2022-01-01", Supports), Government("b", "2022-06-01", Neutral), Government("c", "2023-01-01", Supports)],
        "2022-01-01 Supports by a since a",
        "2022-06-01 Neutral by b since b",
        "2023-01-01 Supports by c since c");

    [Fact]
    public void What_did_not_outlast_its_day_breaks_no_stance() => AssertSteps(
        [
            Government("a", "2022-01-01", Supports), Government("b", "2023-01-01", Opposes), Government("c", "2023-01-01", Supports),
        ],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Supports by c since a");

    [Fact]
    public void A_government_that_confirms_the_head_of_state_keeps_the_since() => AssertSteps(
        [HeadOfState("a", "2022-01-01", Supports), Government("b", "2023-01-01", Supports)],
        "2022-01-01 Supports by a since a",
        "2023-01-01 Supports by b since a");

    [Fact]
    public void What_changes_nothing_makes_no_step() => AssertSteps(
        [
            Government("a", "2022-01-01", Supports),
            HeadOfState("b", "2022-02-01", Supports),
            Government("c", "2022-03-01", Opposes) with { Voice = Voice.Other },
        ],
        "2022-01-01 Supports by a since a");

    [Fact]
    public void A_record_in_which_both_speak_counts_for_both() => AssertSteps(
        [Government("a", "2022-01-01", Supports), HeadOfState("a", "2022-01-01", Neutral)],
        "2022-01-01 Supports by a since a, divided by a",
        "2024-01-02 Supports by a since a");

    [Fact]
    public void Entries_are_kept_oldest_first_agreements_before_statements_then_by_name()
    {
        PositionEntry[] entries =
        [
            Government("b", "2022-01-01", Supports), Government("a", "2022-01-02", Supports),
            Government("a", "2022-01-01", Supports), Signed("z", "2022-01-01", Supports),
        ];

        Assert.Equal(
            ["agreements/z 2022-01-01", "statements/a 2022-01-01", "statements/b 2022-01-01", "statements/a 2022-01-02"],
            Derivation.InOrder(entries).Select(entry => $"{entry.Record} {entry.Date:yyyy-MM-dd}"));
    }
}
