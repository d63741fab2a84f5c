using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using CriteriaClient = Alliance.Criteria.V1.CriteriaService.CriteriaServiceClient;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class ReadTests(Catalog catalog)
{
    private const string Map = "tracks/nato-ukraine/criteria/map";

    private CriteriaClient Client => catalog.App.Client;

    [Fact]
    public async Task Organizations_are_read_one_by_one_together_and_as_a_list()
    {
        var one = await Client.GetOrganizationAsync(new() { Name = "organizations/nato" });
        var several = await Client.BatchGetOrganizationsAsync(
            new() { Names = { "organizations/nato", "organizations/none", "organizations/eu" }, AllowMissing = true });
        var list = await Client.ListOrganizationsAsync(new());

        Assert.Equal(("organizations/nato", "NATO", 1L), (one.Name, one.ShortName, one.Revision));
        Assert.Equal([one, list.Organizations[0]], several.Organizations);
        Assert.Equal(["organizations/eu", "organizations/nato"], list.Organizations.Select(organization => organization.Name));
    }

    [Fact]
    public async Task Tracks_are_read_one_by_one_together_and_as_a_list()
    {
        var one = await Client.GetTrackAsync(new() { Name = "tracks/nato-ukraine" });
        var several = await Client.BatchGetTracksAsync(
            new() { Names = { "tracks/nato-ukraine", "tracks/none", "tracks/eu-moldova" }, AllowMissing = true });
        var list = await Client.ListTracksAsync(new());

        Assert.Equal(("tracks/nato-ukraine", "organizations/nato", "UA"), (one.Name, one.Organization, one.Candidate));
        Assert.Equal([one, list.Tracks[0]], several.Tracks);
        Assert.Equal(["tracks/eu-moldova", "tracks/nato-ukraine"], list.Tracks.Select(track => track.Name));
    }

    [Fact]
    public async Task Criteria_are_read_one_by_one_together_and_as_a_list_of_their_track()
    {
        var one = await Client.GetCriterionAsync(new() { Name = Map });
        var several = await Client.BatchGetCriteriaAsync(new()
        {
            Parent = Given.Track(),
            Names = { Map, Given.Track("criteria/none"), Given.Track("criteria/gate") },
            AllowMissing = true,
        });
        var list = await Client.ListCriteriaAsync(new() { Parent = Given.Track() });
        var elsewhere = await Client.ListCriteriaAsync(new() { Parent = "tracks/eu-moldova" });

        Assert.Equal((Map, 7, 1L), (one.Name, one.Weight.Value, one.Revision));
        Assert.Equal([one, list.Criteria[0]], several.Criteria);
        Assert.Equal([Given.Track("criteria/gate"), Map, Map + "-part"], list.Criteria.Select(criterion => criterion.Name));
        Assert.Empty(elsewhere.Criteria);
    }

    [Fact]
    public async Task Assessments_are_read_one_by_one_together_and_as_a_list_of_their_criterion()
    {
        var one = await Client.GetAssessmentAsync(new() { Name = Map + "/assessments/2024" });
        var several = await Client.BatchGetAssessmentsAsync(new()
        {
            Parent = Map,
            Names = { Map + "/assessments/2024", Map + "/assessments/none", Map + "/assessments/2023" },
            AllowMissing = true,
        });
        var list = await Client.ListAssessmentsAsync(new() { Parent = Map });
        var elsewhere = await Client.ListAssessmentsAsync(new() { Parent = Map + "-part" });

        Assert.Equal(("2024-07-10", Alliance.Criteria.V1.Status.Met, 1L), (one.Date, one.Status, one.Revision));
        Assert.Equal([one, list.Assessments[0]], several.Assessments);
        Assert.Equal([Map + "/assessments/2023", Map + "/assessments/2024"], list.Assessments.Select(assessment => assessment.Name));
        Assert.Empty(elsewhere.Assessments);
    }

    [Fact]
    public async Task Positions_are_read_one_by_one_together_and_as_a_list_of_their_track()
    {
        var one = await catalog.App.GetPositionAsync("US");
        var several = await Client.BatchGetPositionsAsync(new()
        {
            Parent = Given.Track(),
            Names = { one.Name, Given.Track("positions/FR"), Given.Track("positions/SE") },
            AllowMissing = true,
        });
        var list = await Client.ListPositionsAsync(new() { Parent = Given.Track() });
        var elsewhere = await Client.ListPositionsAsync(new() { Parent = "tracks/eu-moldova" });

        Assert.Equal("US", one.Party);
        Assert.Equal([one, list.Positions[0]], several.Positions);
        Assert.Equal(["SE", "US"], list.Positions.Select(position => position.Party));
        Assert.Empty(elsewhere.Positions);
    }

    // What the catalog does not hold, by the type that the answer names.
    public static TheoryData<string, string, Func<CriteriaClient, Task>> Missing => new()
    {
        { "Organization", "organizations/none", c => Call(c.GetOrganizationAsync(new() { Name = "organizations/none" })) },
        { "Track", "tracks/none", c => Call(c.GetTrackAsync(new() { Name = "tracks/none" })) },
        { "Criterion", Map + "x", c => Call(c.GetCriterionAsync(new() { Name = Map + "x" })) },
        { "Assessment", Map + "/assessments/x", c => Call(c.GetAssessmentAsync(new() { Name = Map + "/assessments/x" })) },
        { "Position", "tracks/nato-ukraine/positions/FR", c => Call(c.GetPositionAsync(new() { Name = Given.Track("positions/FR") })) },
        { "Organization", "organizations/x", c => Call(c.BatchGetOrganizationsAsync(new() { Names = { "organizations/eu", "organizations/x" } })) },
        { "Track", "tracks/x", c => Call(c.BatchGetTracksAsync(new() { Names = { "tracks/x" } })) },
        { "Criterion", Map + "x", c => Call(c.BatchGetCriteriaAsync(new() { Parent = Given.Track(), Names = { Map, Map + "x" } })) },
        { "Assessment", Map + "/assessments/x", c => Call(c.BatchGetAssessmentsAsync(new() { Parent = Map, Names = { Map + "/assessments/x" } })) },
        { "Position", "tracks/nato-ukraine/positions/FR", c => Call(c.BatchGetPositionsAsync(new() { Parent = Given.Track(), Names = { Given.Track("positions/FR") } })) },
        { "Track", "tracks/none", c => Call(c.ListCriteriaAsync(new() { Parent = "tracks/none" })) },
        { "Track", "tracks/none", c => Call(c.ListPositionsAsync(new() { Parent = "tracks/none" })) },
        { "Criterion", Map + "x", c => Call(c.ListAssessmentsAsync(new() { Parent = Map + "x" })) },
        { "Track", "tracks/none", c => Call(c.CreateCriterionAsync(new() { Parent = "tracks/none", CriterionId = "c", Criterion = Given.Criterion() })) },
        { "Criterion", Map + "x", c => Call(c.CreateAssessmentAsync(new() { Parent = Map + "x", AssessmentId = "a", Assessment = Given.Assessment() })) },
    };

    [Theory]
    [MemberData(nameof(Missing), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_exist_is_not_found(string type, string name, Func<CriteriaClient, Task> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => call(Client));

        var resource = failure.Detail<ResourceInfo>()!;
        Assert.Equal(("alliance.services/" + type, name), (resource.ResourceType, resource.ResourceName));
    }

    public static TheoryData<Func<CriteriaClient, Task>> Strays => new()
    {
        c => Call(c.BatchGetCriteriaAsync(new() { Parent = "tracks/eu-moldova", Names = { "tracks/eu-moldova/criteria/c", Map } })),
        c => Call(c.BatchGetPositionsAsync(new()
        {
            Parent = "tracks/nato", Names = { "tracks/nato/positions/US", "tracks/nato-ukraine/positions/US" },
        })),
        c => Call(c.BatchGetAssessmentsAsync(new() { Parent = Map, Names = { Map + "/assessments/2023", Map + "-part/assessments/2023" } })),
    };

    [Theory]
    [MemberData(nameof(Strays), DisableDiscoveryEnumeration = true)]
    public async Task Names_of_other_parents_are_refused(Func<CriteriaClient, Task> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, () => call(Client));

        Assert.Equal(["names[1]"], failure.Fields);
    }

    [Fact]
    public async Task A_page_token_is_good_for_its_parent_only()
    {
        var page = await Client.ListCriteriaAsync(new() { Parent = Given.Track(), PageSize = 2 });
        var rest = await Client.ListCriteriaAsync(new() { Parent = Given.Track(), PageToken = page.NextPageToken });

        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            Client.ListCriteriaAsync(new() { Parent = "tracks/eu-moldova", PageToken = page.NextPageToken }));
        Assert.Equal(2, page.Criteria.Count);
        Assert.Equal([Map + "-part"], rest.Criteria.Select(criterion => criterion.Name));
    }

    private static async Task Call<T>(AsyncUnaryCall<T> call) => await call;

    public class OnSqlite(Catalog.OnSqlite catalog) : ReadTests(catalog), IClassFixture<Catalog.OnSqlite>;

    public class OnPostgreSql(Catalog.OnPostgreSql catalog) : ReadTests(catalog), IClassFixture<Catalog.OnPostgreSql>;
}
