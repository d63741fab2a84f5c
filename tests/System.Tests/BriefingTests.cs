using Alliance.Criteria.V1;
using Alliance.Readiness.V1;

namespace AllianceServices.SystemTests;

/// <summary>What the view says about well-known days, in literal facts.</summary>
public class BriefingTests(ImportedSystem imported)
{
    private const string Briefing = "statements/kirby-2024-06-17";

    [Fact]
    public async Task On_the_day_of_the_briefing_the_war_and_the_missing_consensus_block_the_accession()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17");

        Assert.Equal(Readiness.Types.Verdict.Blocked, view.Verdict);
        Assert.Contains("tracks/nato-ukraine/criteria/nato-war-ended", view.OpenGates);
        Assert.Contains("tracks/nato-ukraine/criteria/nato-consensus", view.OpenGates);
        Assert.Equal(32, view.Consensus.Required);
        Assert.Equal(32, view.Consensus.Members.Count);
        Assert.Equal(17, view.Agreements.Signed);
        Assert.Equal(["nato-consensus", "nato-war-ended"], view.Criteria
            .Where(c => c.Gate && c.Status == Status.NotMet).Select(Id).Order());
    }

    [Fact]
    public async Task The_membership_action_plan_is_waived_and_weighs_nothing()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17");

        var plan = Assert.Single(view.Criteria, c => Id(c) == "nato-map");
        Assert.Equal(Status.Waived, plan.Status);
        Assert.Equal(0, plan.Weight);
        Assert.Equal("2023-07-11", plan.AssessedOn);
        var summit = Assert.Single(plan.Evidence, e => e.Record == "statements/nato-2023-07-11-vilnius");
        Assert.True(summit.Cited);
    }

    [Fact]
    public async Task The_briefing_is_evidence_for_exactly_the_criteria_that_it_names()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17");

        var bearing = view.Criteria.Where(c => c.Evidence.Any(e => e.Record == Briefing)).ToList();

        Assert.Equal(
            ["nato-anti-corruption", "nato-consensus", "nato-defence-resources", "nato-rule-of-law", "nato-war-ended"],
            bearing.Select(Id).Order());
        Assert.All(bearing, criterion =>
        {
            var evidence = Assert.Single(criterion.Evidence, e => e.Record == Briefing);
            Assert.Equal("2024-06-17", evidence.Date);
            var source = Assert.Single(evidence.Sources, s => s.Source == "sources/euromaidanpress-kirby-2024-06");
            Assert.Equal("Euromaidan Press", source.Publisher);
            Assert.StartsWith("https://euromaidanpress.com/2024/06/18/", source.Url, StringComparison.Ordinal);
        });
        // An assessment of that day cites it; the rule of law was not assessed by it, only spoken of.
        Assert.Equal(
            ["nato-anti-corruption", "nato-consensus", "nato-defence-resources", "nato-war-ended"],
            bearing.Where(c => c.Evidence.Any(e => e.Record == Briefing && e.Cited)).Select(Id).Order());
    }

    [Fact]
    public async Task The_briefing_is_the_position_of_the_United_States()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17");

        var unitedStates = Assert.Single(view.Consensus.Members, m => m.Party == "US");

        Assert.Equal(Alliance.Type.V1.Stance.SupportsWithConditions, unitedStates.Stance);
        Assert.Equal(Briefing, unitedStates.Record);
        Assert.Equal(("2024-06-13", "agreements/ua-us-2024"), (unitedStates.Since, unitedStates.SinceRecord));
        Assert.Contains("Euromaidan Press", unitedStates.Sources.Select(s => s.Publisher));
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2024-03-01", 31)]
    [InlineData(ImportedSystem.Nato, "2024-03-06", 31)]
    [InlineData(ImportedSystem.Nato, "2024-03-07", 32)]
    [InlineData(ImportedSystem.Eu, "2020-01-31", 28)]
    [InlineData(ImportedSystem.Eu, "2020-02-01", 27)]
    public async Task The_members_of_the_day_must_agree(string track, string day, int required)
    {
        var view = await imported.System.ViewAsync(track, day);

        Assert.Equal(required, view.Consensus.Required);
        Assert.Equal(required, view.Consensus.Members.Count);
    }

    [Fact]
    public async Task On_the_eleventh_of_July_2024_both_counts_of_agreements_are_shown()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-07-11");

        Assert.Equal((22, 23), (view.Agreements.Signed, view.Agreements.SignedIncludingOrganizations));
    }

    private static string Id(CriterionView criterion) => criterion.Criterion[(criterion.Criterion.LastIndexOf('/') + 1)..];
}
