using Alliance.Errors.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class FilterTests(Catalog catalog)
{
    private static readonly string Map = Given.Track("criteria/map");

    [Theory]
    [InlineData("short_name = \"NATO\"", "nato")]
    [InlineData("short_name != NATO", "eu")]
    [InlineData("short_name >= F", "nato")]
    [InlineData("members:US", "nato")]
    [InlineData("members:SE", "eu nato")]
    public async Task Organizations_are_found_by_every_field(string filter, string expected)
    {
        var response = await catalog.App.Client.ListOrganizationsAsync(new() { Filter = filter });

        AssertIds(expected, response.Organizations.Select(organization => organization.Name));
    }

    [Theory]
    [InlineData("candidate = \"UA\"", "nato-ukraine")]
    [InlineData("candidate != UA", "eu-moldova")]
    [InlineData("organization = organizations/eu", "eu-moldova")]
    [InlineData("organization = organizations/eu AND candidate = UA", "")]
    public async Task Tracks_are_found_by_every_field(string filter, string expected)
    {
        var response = await catalog.App.Client.ListTracksAsync(new() { Filter = filter });

        AssertIds(expected, response.Tracks.Select(track => track.Name));
    }

    [Theory]
    [InlineData("gate = true", "gate")]
    [InlineData("gate = false", "map map-part")]
    [InlineData("gate != true", "map map-part")]
    [InlineData("kind = KIND_POLITICAL_DECISION", "gate")]
    [InlineData("scale = SCALE_FIVE_STEP", "map-part")]
    [InlineData("parent = tracks/nato-ukraine/criteria/map", "map-part")]
    [InlineData("parent = ''", "gate map")]
    [InlineData("confidence = CONFIDENCE_RECALLED", "map-part")]
    public async Task Criteria_are_found_by_every_field(string filter, string expected)
    {
        var response = await catalog.App.Client.ListCriteriaAsync(new() { Parent = Given.Track(), Filter = filter });

        AssertIds(expected, response.Criteria.Select(criterion => criterion.Name));
    }

    [Theory]
    [InlineData("date >= 2024-01-01", "2024")]
    [InlineData("date < 2024-01-01", "2023")]
    [InlineData("status = STATUS_MET", "2024")]
    [InlineData("assessor = 'Secretary General'", "2024")]
    [InlineData("confidence = CONFIDENCE_RECALLED", "2024")]
    [InlineData("evidence:statements/kirby", "2024")]
    [InlineData("evidence:agreements/ua-us", "2023")]
    [InlineData("sources:sources/briefing", "2024")]
    public async Task Assessments_are_found_by_every_field(string filter, string expected)
    {
        var response = await catalog.App.Client.ListAssessmentsAsync(new() { Parent = Map, Filter = filter });

        AssertIds(expected, response.Assessments.Select(assessment => assessment.Name));
    }

    [Theory]
    [InlineData("party = \"US\"", "US")]
    [InlineData("party < US", "SE")]
    public async Task Positions_are_found_by_their_party(string filter, string expected)
    {
        var response = await catalog.App.Client.ListPositionsAsync(new() { Parent = Given.Track(), Filter = filter });

        AssertIds(expected, response.Positions.Select(position => position.Name));
    }

    [Theory]
    [InlineData("title = x")]
    [InlineData("gate = yes")]
    [InlineData("gate > false")]
    [InlineData("scale = BINARY")]
    public async Task What_cannot_be_served_is_refused(string filter) =>
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FilterInvalid,
            catalog.App.Client.ListCriteriaAsync(new() { Parent = Given.Track(), Filter = filter }));

    private static void AssertIds(string expected, IEnumerable<string> names) =>
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            names.Select(name => name[(name.LastIndexOf('/') + 1)..]));

    public class OnSqlite(Catalog.OnSqlite catalog) : FilterTests(catalog), IClassFixture<Catalog.OnSqlite>;

    public class OnPostgreSql(Catalog.OnPostgreSql catalog) : FilterTests(catalog), IClassFixture<Catalog.OnPostgreSql>;
}
