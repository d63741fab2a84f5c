using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The oracle agrees with what is stated in words about the data.</summary>
public class OracleFactsTests
{
    private const string Nato = "tracks/nato-ukraine";
    private const string Eu = "tracks/eu-ukraine";

    [Theory]
    [InlineData(Nato, "2024-03-01", 31)]
    [InlineData(Nato, "2024-03-06", 31)]
    [InlineData(Nato, "2024-03-07", 32)]
    [InlineData(Nato, "2024-06-17", 32)]
    [InlineData(Eu, "2020-01-31", 28)]
    [InlineData(Eu, "2020-02-01", 27)]
    public void All_members_of_the_day_must_agree(string track, string day, int required)
    {
        var consensus = At(track, day).Consensus;
        Assert.Equal(required, consensus.Required);
        Assert.Equal(required, consensus.Members.Count);
        Assert.Equal(required, consensus.Counts.Values.Sum());
        Assert.Equal(6, consensus.Counts.Count);
    }

    [Theory]
    [InlineData("2024-01-11", 0, 0)]
    [InlineData("2024-01-12", 1, 1)]
    [InlineData("2024-06-17", 17, 17)]
    [InlineData("2024-06-27", 19, 20)]
    [InlineData("2024-07-11", 22, 23)]
    public void Signed_agreements_are_counted_without_and_with_the_organizations(string day, int bilateral, int withOrganizations)
    {
        var agreements = At(Nato, day).Agreements;
        Assert.Equal(bilateral, agreements.SignedBilateral);
        Assert.Equal(withOrganizations, agreements.SignedIncludingOrganizations);
    }

    [Fact]
    public void Sixteen_others_than_the_United_States_had_signed_on_the_day_of_the_briefing()
    {
        var signed = At(Nato, "2024-06-17").Agreements.Parties
            .Where(party => party.State == "STATE_SIGNED").Select(party => party.Party).ToList();
        Assert.Contains("US", signed);
        Assert.Contains("JP", signed);
        Assert.Equal(16, signed.Count(party => party != "US"));
    }

    [Fact]
    public void Announced_and_disputed_agreements_never_count_as_signed()
    {
        var agreements = At(Nato, "2026-07-01").Agreements;
        Assert.Equal(28, agreements.SignedBilateral);
        Assert.Equal(29, agreements.SignedIncludingOrganizations);
        Assert.Equal(1, agreements.Announced);
        Assert.Equal(1, agreements.Disputed);
        Assert.Contains(new ExpectedParty("ME", "STATE_ANNOUNCED", "agreements/ua-me-2025", ""), agreements.Parties);
        Assert.Contains(new ExpectedParty("BG", "STATE_DISPUTED", "agreements/ua-bg-2026", ""), agreements.Parties);
        Assert.Contains(
            new ExpectedParty("organizations/eu", "STATE_SIGNED", "agreements/eu-ua-security-commitments-2024", "2024-06-27"),
            agreements.Parties);
        Assert.Contains(new ExpectedParty("HU", "STATE_NONE", "", ""), agreements.Parties);
    }

    [Fact]
    public void On_the_day_of_the_briefing_the_accession_is_blocked()
    {
        var readiness = At(Nato, "2024-06-17");
        Assert.Equal("VERDICT_BLOCKED", readiness.Verdict);
        // Ratification was first assessed in October 2024, so on this day it is unknown, and unknown is open.
        Assert.Equal(
            [$"{Nato}/criteria/nato-consensus", $"{Nato}/criteria/nato-ratification", $"{Nato}/criteria/nato-war-ended"],
            readiness.OpenGates);
        var plan = readiness.Criteria.Single(criterion => criterion.Name == $"{Nato}/criteria/nato-map");
        Assert.Equal("STATUS_WAIVED", plan.Status);
        Assert.Equal($"{Nato}/criteria/nato-map/assessments/2023-07-11", plan.Assessment);
    }

    // By hand from the weights: known on the day are openness 5 (met), dispute settlement 6, the war 14, anti-corruption 8,
    // consensus 18 and accession talks 3 (all not met), together 54; unknown are 42 and ratification 4.
    [Fact]
    public void The_score_of_the_day_of_the_briefing_has_honest_bounds()
    {
        var score = At(Nato, "2024-06-17").Score;
        Assert.Equal(5 / 54.0, score.Value!.Value, 12);
        Assert.Equal(0.05, score.Low, 12);
        Assert.Equal(0.51, score.High, 12);
        Assert.Equal(0.54, score.Coverage, 12);
    }

    [Fact]
    public void Before_any_assessment_nothing_is_known_and_nothing_is_zero()
    {
        var readiness = At(Eu, "2008-01-01");
        Assert.Null(readiness.Score.Value);
        Assert.Equal((0.0, 1.0, 0.0), (readiness.Score.Low, readiness.Score.High, readiness.Score.Coverage));
        Assert.Equal("VERDICT_INSUFFICIENT_DATA", readiness.Verdict);
        Assert.Equal(56, readiness.Criteria.Count);
    }

    [Theory]
    [InlineData("2024-06-16", "agreements/ua-us-2024")]
    [InlineData("2024-06-17", "statements/kirby-2024-06-17")]
    public void The_last_record_that_commits_a_government_decides(string day, string record)
    {
        var unitedStates = At(Nato, day).Consensus.Members.Single(member => member.Party == "US");
        Assert.Equal(record, unitedStates.Record);
        Assert.Equal("STANCE_SUPPORTS_WITH_CONDITIONS", unitedStates.Stance);
        Assert.False(unitedStates.Divided);
    }

    // Counted from the original files, apart from this code.
    [Theory]
    [InlineData(Nato, "2024-06-17", new[] { 10, 19, 0, 1, 1, 1 }, "HU LV ME MK SK")]
    [InlineData(Nato, "2026-07-15", new[] { 14, 12, 1, 1, 2, 2 }, "PL RO")]
    [InlineData(Eu, "2024-06-17", new[] { 11, 15, 0, 0, 1, 0 }, "")]
    [InlineData(Eu, "2026-07-15", new[] { 0, 27, 0, 0, 0, 0 }, "PL")]
    public void The_members_stand_where_their_last_records_say(string track, string day, int[] counts, string divided)
    {
        var consensus = At(track, day).Consensus;
        string[] stances = ["SUPPORTS", "SUPPORTS_WITH_CONDITIONS", "NEUTRAL", "SCEPTICAL", "OPPOSES", "UNKNOWN"];
        Assert.Equal(counts, stances.Select(stance => consensus.Counts[$"STANCE_{stance}"]));
        Assert.Equal(divided, string.Join(' ', consensus.Members.Where(member => member.Divided).Select(member => member.Party)));
    }

    [Theory]
    [InlineData("2026-05-08", false)]
    [InlineData("2026-05-09", true)]
    public void A_new_government_resets_the_position(string day, bool reset)
    {
        var hungary = At(Nato, day).Consensus.Members.Single(member => member.Party == "HU");
        Assert.Equal(reset, hungary.Record == "statements/hungary-2026-05-09-reset");
        Assert.Equal(reset, hungary.Stance == "STANCE_UNKNOWN");
    }

    [Fact]
    public void The_first_ratings_are_complete_for_the_33_chapters()
    {
        var ratings = At(Eu, "2023-02-02").Criteria
            .Where(criterion => criterion.Assessment.EndsWith("/assessments/2023-02-02", StringComparison.Ordinal))
            .Where(criterion => criterion.Parent is not "")
            .CountBy(criterion => criterion.Status).ToDictionary();
        Assert.Equal(8, ratings["STATUS_EARLY_STAGE"]);
        Assert.Equal(16, ratings["STATUS_SOME_LEVEL"]);
        Assert.Equal(5, ratings["STATUS_MODERATELY_PREPARED"]);
        Assert.Equal(4, ratings["STATUS_GOOD_LEVEL"]);
    }

    private static ExpectedReadiness At(string track, string day) =>
        ReadinessOracle.Shipped.At(track, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
}
