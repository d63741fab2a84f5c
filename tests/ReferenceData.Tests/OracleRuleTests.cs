using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The oracle follows the rules where the shipped data set has no case for them.</summary>
public class OracleRuleTests
{
    private const string Government = "AUTHORITY_LEVEL_GOVERNMENT";
    private const string HeadOfState = "AUTHORITY_LEVEL_HEAD_OF_STATE";

    private const string Frame = """
        {"organization":{"name":"organizations/o","members":[{"country":"AA","accessionDate":"2000-01-01"},{"country":"BB","accessionDate":"2000-01-01","leftOn":"2020-01-31"}]}}
        {"track":{"name":"tracks/t","organization":"organizations/o","candidate":"ZZ"}}
        """;

    [Fact]
    public void The_last_day_of_membership_still_counts()
    {
        Assert.Equal(2, At("2020-01-31").Consensus.Required);
        Assert.Equal(1, At("2020-02-01").Consensus.Required);
    }

    [Fact]
    public void A_candidate_that_has_joined_is_a_member()
    {
        var track = """{"track":{"name":"tracks/joined","organization":"organizations/o","candidate":"BB"}}""";
        var oracle = new ReadinessOracle(new ReferenceRows([.. Frame.Split('\n'), track]));
        Assert.Equal("VERDICT_MEMBER", oracle.At("tracks/joined", new DateOnly(2020, 1, 31)).Verdict);
        Assert.NotEqual("VERDICT_MEMBER", oracle.At("tracks/joined", new DateOnly(2020, 2, 1)).Verdict);
    }

    [Fact]
    public void Only_verified_words_of_government_or_head_of_state_make_a_position()
    {
        var member = Member("2021-02-01",
            Statement("a", "2021-01-01", "STANCE_SUPPORTS", "AUTHORITY_LEVEL_OPPOSITION"),
            Statement("b", "2021-01-02", "STANCE_SUPPORTS", "AUTHORITY_LEVEL_UNNAMED_OFFICIALS"),
            Statement("c", "2021-01-03", "STANCE_SUPPORTS", Government, "CONFIDENCE_RECALLED"));
        Assert.Equal(new ExpectedMember("AA", "STANCE_UNKNOWN", "", "", "", false, ""), member);
    }

    [Fact]
    public void A_government_outweighs_a_later_head_of_state_who_then_divides_for_two_years()
    {
        string[] rows =
        [
            Statement("head-first", "2020-06-01", "STANCE_NEUTRAL", HeadOfState),
            Statement("government", "2021-01-01", "STANCE_SUPPORTS", Government),
            Statement("head", "2021-03-01", "STANCE_OPPOSES", HeadOfState),
        ];
        Assert.Equal(
            new ExpectedMember("AA", "STANCE_NEUTRAL", "statements/head-first", "2020-06-01", "statements/head-first", false, ""),
            Member("2020-12-31", rows));
        var divided = new ExpectedMember(
            "AA", "STANCE_SUPPORTS", "statements/government", "2021-01-01", "statements/government", true, "statements/head");
        Assert.Equal(divided, Member("2021-03-01", rows));
        Assert.Equal(divided, Member("2023-03-01", rows));
        Assert.Equal(divided with { Divided = false, DividedRecord = "" }, Member("2023-03-02", rows));
    }

    [Fact]
    public void A_confirmed_stance_holds_since_the_first_record_and_a_reset_ends_it()
    {
        string[] rows =
        [
            Statement("a", "2021-01-01", "STANCE_SUPPORTS", Government),
            Statement("b", "2021-05-01", "STANCE_SUPPORTS", Government),
            Statement("reset", "2021-09-01", "STANCE_UNKNOWN", Government),
        ];
        Assert.Equal(
            new ExpectedMember("AA", "STANCE_SUPPORTS", "statements/b", "2021-01-01", "statements/a", false, ""),
            Member("2021-08-31", rows));
        Assert.Equal(
            new ExpectedMember("AA", "STANCE_UNKNOWN", "statements/reset", "2021-09-01", "statements/reset", false, ""),
            Member("2021-09-01", rows));
    }

    [Fact]
    public void On_one_day_a_statement_outranks_an_agreement_and_the_greater_name_a_lesser_one()
    {
        string[] rows =
        [
            Statement("b", "2021-01-01", "STANCE_SUPPORTS", Government),
            Statement("a", "2021-01-01", "STANCE_OPPOSES", Government),
            Agreement("z", """{"state":"LIFECYCLE_STATE_SIGNED","date":"2021-01-01"}""", "STANCE_NEUTRAL"),
        ];
        Assert.Equal("statements/b", Member("2021-01-01", rows).Record);
        Assert.Equal("agreements/z", Member("2021-01-01", rows[2]).Record);
    }

    [Theory]
    [InlineData("2021-01-01", "STATE_NONE", 0, 0, 0, "STANCE_UNKNOWN")]
    [InlineData("2021-01-02", "STATE_ANNOUNCED", 0, 1, 0, "STANCE_UNKNOWN")]
    [InlineData("2021-02-01", "STATE_DISPUTED", 0, 0, 1, "STANCE_UNKNOWN")]
    [InlineData("2021-03-01", "STATE_SIGNED", 1, 0, 0, "STANCE_SUPPORTS")]
    [InlineData("2021-04-01", "STATE_ENDED", 0, 0, 0, "STANCE_SUPPORTS")]
    public void An_agreement_goes_through_its_events(
        string day, string state, int bilateral, int announced, int disputed, string stance)
    {
        var events = """
            {"state":"LIFECYCLE_STATE_ANNOUNCED","knownBy":"2021-01-02"},{"state":"LIFECYCLE_STATE_INITIALLED"},
            {"state":"LIFECYCLE_STATE_SIGNED_DISPUTED","date":"2021-02-01"},{"state":"LIFECYCLE_STATE_SIGNED","date":"2021-03-01"},
            {"state":"LIFECYCLE_STATE_IN_FORCE"},{"state":"LIFECYCLE_STATE_TERMINATED","date":"2021-04-01"}
            """.ReplaceLineEndings("");
        var readiness = At(day, Agreement("x", events, "STANCE_SUPPORTS"));
        Assert.Equal(state, Assert.Single(readiness.Agreements.Parties).State);
        Assert.Equal(
            (bilateral, announced, disputed),
            (readiness.Agreements.SignedBilateral, readiness.Agreements.Announced, readiness.Agreements.Disputed));
        Assert.Equal(stance, Assert.Single(readiness.Consensus.Members).Stance);
    }

    [Theory]
    [InlineData("STATUS_NOT_MET", "STATUS_MET", "VERDICT_BLOCKED", true, 0.5)]
    [InlineData("STATUS_UNKNOWN", "STATUS_MET", "VERDICT_INSUFFICIENT_DATA", true, 1.0)]
    [InlineData("STATUS_MET", "STATUS_UNKNOWN", "VERDICT_CONDITIONS_OUTSTANDING", false, 1.0)]
    [InlineData("STATUS_MET", "STATUS_GOOD_LEVEL", "VERDICT_CONDITIONS_OUTSTANDING", false, 0.875)]
    [InlineData("STATUS_WAIVED", "STATUS_UNKNOWN", "VERDICT_INSUFFICIENT_DATA", false, null)]
    [InlineData("STATUS_WAIVED", "STATUS_WELL_ADVANCED", "VERDICT_READY", false, 1.0)]
    [InlineData("STATUS_WAIVED", "STATUS_WAIVED", "VERDICT_READY", false, null)]
    public void The_first_verdict_that_applies_is_given(string gate, string other, string verdict, bool open, double? value)
    {
        var readiness = At("2021-01-01",
            Criterion("g", """ "gate":true,"weight":{"value":50} """), Assessment("g", "2021-01-01", gate),
            Criterion("c", """ "weight":{"value":50} """), Assessment("c", "2021-01-01", other),
            Criterion("child", """ "parent":"tracks/t/criteria/c" """), Assessment("child", "2021-01-01", "STATUS_EARLY_STAGE"));
        Assert.Equal(verdict, readiness.Verdict);
        Assert.Equal(open ? ["tracks/t/criteria/g"] : [], readiness.OpenGates);
        Assert.Equal(value, readiness.Score.Value);
    }

    [Fact]
    public void Of_two_assessments_of_a_day_the_greater_id_is_the_later()
    {
        var criterion = At("2021-01-01",
            Criterion("c", """ "weight":{"value":50} """),
            Assessment("c", "2021-01-01", "STATUS_MET", "-2"),
            Assessment("c", "2021-01-01", "STATUS_NOT_MET"),
            Assessment("c", "2021-01-02", "STATUS_UNKNOWN")).Criteria;
        Assert.Equal(
            new ExpectedCriterion("tracks/t/criteria/c", "", false, 50, "STATUS_MET", "tracks/t/criteria/c/assessments/2021-01-01-2"),
            Assert.Single(criterion));
    }

    [Fact]
    public void Where_nothing_has_weight_nothing_is_known()
    {
        var view = At("2021-01-01", Criterion("c", """ "gate":false """));
        Assert.Equal(new ExpectedScore(null, 0, 1, 0), view.Score);
        Assert.Equal("VERDICT_INSUFFICIENT_DATA", view.Verdict);
    }

    private static ExpectedReadiness At(string day, params string[] rows) =>
        new ReadinessOracle(new ReferenceRows([.. Frame.Split('\n'), .. rows]))
            .At("tracks/t", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    private static ExpectedMember Member(string day, params string[] rows) =>
        At(day, rows).Consensus.Members.Single(member => member.Party == "AA");

    private static string Statement(
        string id, string date, string stance, string level, string confidence = "CONFIDENCE_VERIFIED") =>
        $$$"""{"statement":{"name":"statements/{{{id}}}","date":"{{{date}}}","confidence":"{{{confidence}}}",{{{Position(stance, level)}}}}}""";

    private static string Agreement(string id, string events, string stance) =>
        $$$"""{"agreement":{"name":"agreements/{{{id}}}","type":"AGREEMENT_TYPE_BILATERAL_SECURITY_AGREEMENT","parties":[{"country":"ZZ"},{"country":"AA"}],"events":[{{{events}}}],{{{Position(stance, Government)}}}}}""";

    private static string Position(string stance, string level) =>
        $$$"""
        "positions":[{"organization":"organizations/o","candidate":"ZZ","stance":"{{{stance}}}","level":"{{{level}}}","parties":["AA"]}]
        """;

    private static string Criterion(string id, string fields) =>
        $$$"""{"criterion":{"name":"tracks/t/criteria/{{{id}}}",{{{fields}}}}}""";

    private static string Assessment(string criterion, string date, string status, string suffix = "") =>
        $$$"""{"assessment":{"name":"tracks/t/criteria/{{{criterion}}}/assessments/{{{date}}}{{{suffix}}}","date":"{{{date}}}","status":"{{{status}}}"}}""";
}
