using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests;

/// <summary>What editors change in a register, at the Gateway's address, is what the views say.</summary>
public class EditingTests
{
    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_that_is_retracted_commits_nobody_and_asks_for_a_review_of_what_relied_on_it()
    {
        await using var system = await StartAsync(
            World.NewStatement("yes", "2020-01-01", Stance.Supports, "XA"), World.Publish("yes"),
            World.NewAssessment("peace", "2020-02-01", Status.Met, "statements/yes"));
        var before = await system.SettledViewAsync(World.Track);
        Assert.Equal((Stance.Supports, false), (StanceOf("XA", before), Peace(before).NeedsReview));
        var statements = new StatementsService.StatementsServiceClient(system.Local.Gateway.Channel);

        await statements.RetractStatementAsync(new() { Name = "statements/yes", Reason = "It was never said." }, cancellationToken: Ct);

        var retracted = await system.SettledViewAsync(World.Track);
        Assert.Equal((Stance.Unknown, true, Status.Met), (StanceOf("XA", retracted), Peace(retracted).NeedsReview, Peace(retracted).Status));

        await statements.PublishStatementAsync(new() { Name = "statements/yes" }, cancellationToken: Ct);

        var again = await system.SettledViewAsync(World.Track);
        Assert.Equal((Stance.Supports, true), (StanceOf("XA", again), Peace(again).NeedsReview));
    }

    [Fact]
    public async Task A_correction_is_one_JSON_call()
    {
        await using var system = await StartAsync(
            World.NewStatement("yes", "2020-01-01", Stance.Supports, "XA"), World.Publish("yes"));

        using var corrected = await PatchAsync(system,
            "/v1/statements/yes?update_mask=date,venue&correction_note=The+transcript+says+so.", """{"date":"2020-01-02","venue":"Aland"}""");

        Assert.True(corrected.StatusCode == HttpStatusCode.OK, await corrected.Content.ReadAsStringAsync(Ct));
        Assert.Contains("\"correctionNote\":\"The transcript says so.\"", await corrected.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var view = await system.SettledViewAsync(World.Track);
        Assert.Equal("2020-01-02", view.Consensus.Members.Single(member => member.Party == "XA").Since);
    }

    [Theory]
    [InlineData("update_mask=speaker_role,venue")]
    [InlineData("update_mask=speakerRole,venue")]
    [InlineData("updateMask=venue,speaker_role")]
    public async Task A_mask_names_fields_as_the_contract_or_as_JSON_does(string query)
    {
        await using var system = await StartAsync(World.NewStatement("yes", "2020-01-01", Stance.Supports, "XA"));

        using var changed = await PatchAsync(system, $"/v1/statements/yes?{query}", """{"speakerRole":"Minister","venue":"Aland"}""");

        Assert.True(changed.StatusCode == HttpStatusCode.OK, await changed.Content.ReadAsStringAsync(Ct));
        var statement = await system.Statements.GetStatementAsync(new() { Name = "statements/yes" }, cancellationToken: Ct);
        Assert.Equal(("Minister", "Aland"), (statement.SpeakerRole, statement.Venue));
    }

    [Theory]
    [InlineData("update_mask=dat", "{\"date\":\"2020-01-02\"}", "update_mask.paths[0]")]
    [InlineData("update_mask=date", "{\"date\":\"2020-01-32\"}", "statement.date")]
    [InlineData("updateMask=date", "{\"date\":\"\"}", "statement.date")]
    [InlineData("mask=date", "{\"date\":\"2020-01-02\"}", "mask")]
    [InlineData("update_mask=date", "{\"day\":\"2020-01-02\"}", "statement.day")]
    [InlineData("update_mask=date", "{\"name\":\"statements/other\",\"date\":\"2020-01-02\"}", "statement.name")]
    public async Task A_bad_correction_is_refused_by_its_field(string query, string body, string field)
    {
        await using var system = await StartAsync(World.NewStatement("yes", "2020-01-01", Stance.Supports, "XA"));

        using var refused = await PatchAsync(system, $"/v1/statements/yes?{query}", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Matches($"\"field\": ?\"{Regex.Escape(field)}\"", await refused.Content.ReadAsStringAsync(Ct));
        Assert.Equal(1, (await system.Statements.GetStatementAsync(new() { Name = "statements/yes" }, cancellationToken: Ct)).Revision);
    }

    [Fact]
    public async Task An_event_in_the_life_of_an_agreement_is_news_and_a_change_of_it_is_a_correction()
    {
        await using var system = await StartAsync(
            World.NewAgreement("pact", "2020-01-01", "XA"),
            World.NewAssessment("peace", "2020-02-01", Status.Met, "agreements/pact"));

        await system.Agreements.RecordLifecycleEventAsync(
            new() { Name = "agreements/pact", Event = new() { State = LifecycleState.InForce, Date = "2020-03-01" } }, cancellationToken: Ct);
        var news = await system.SettledViewAsync(World.Track);
        await system.Agreements.UpdateAgreementAsync(new() { Agreement = new() { Name = "agreements/pact", Title = "The pact" } }, cancellationToken: Ct);
        var corrected = await system.SettledViewAsync(World.Track);

        var entry = Assert.Single(news.Agreements.Agreements);
        Assert.Equal((LifecycleState.InForce, "2020-03-01", false), (entry.State, entry.Since, Peace(news).NeedsReview));
        Assert.Equal(("The pact", true), (corrected.Agreements.Agreements.Single().Title, Peace(corrected).NeedsReview));
    }

    [Fact]
    public async Task Weights_members_and_names_can_be_changed()
    {
        await using var system = await StartAsync(World.NewAssessment("peace", "2020-02-01", Status.Met), World.NewAssessment("law", "2020-02-01", Status.NotMet));
        var before = await system.SettledViewAsync(World.Track);
        var organization = await system.Criteria.GetOrganizationAsync(new() { Name = World.Organization }, cancellationToken: Ct);
        organization.Members[0].LeftOn = "2021-12-31";

        await system.Criteria.UpdateCriterionAsync(new()
        {
            Criterion = new() { Name = World.Criterion("law"), Weight = new() { Value = 30 } },
            UpdateMask = new() { Paths = { "weight.value" } },
        }, cancellationToken: Ct);
        await system.Criteria.UpdateOrganizationAsync(new() { Organization = organization }, cancellationToken: Ct);

        var after = await system.SettledViewAsync(World.Track);
        Assert.Equal((0.6, 0.5), (before.Score.Value, after.Score.Value));
        Assert.Equal((3, 2), (before.Consensus.Required, after.Consensus.Required));
        Assert.Equal(3, (await system.ViewAsync(World.Track, "2021-12-31")).Consensus.Required);
    }

    private static async Task<TestSystem> StartAsync(params Google.Protobuf.IMessage[] writes)
    {
        var system = await TestSystem.StartAsync();
        await system.RecordAsync([.. World.Everything(), .. writes]);
        return system;
    }

    private static async Task<HttpResponseMessage> PatchAsync(TestSystem system, string path, string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PatchAsync(new Uri(system.Local.Gateway.Addresses.Http, path), content, Ct);
    }

    private static Stance StanceOf(string party, Readiness view) => view.Consensus.Members.Single(member => member.Party == party).Stance;

    private static CriterionView Peace(Readiness view) => view.Criteria.Single(criterion => criterion.Criterion == World.Criterion("peace"));
}
