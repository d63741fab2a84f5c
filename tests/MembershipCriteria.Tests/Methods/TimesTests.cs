using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

/// <summary>Reads of another day, and of what was known at another instant.</summary>
public abstract class TimesTests(StoreKind store)
{
    [Theory]
    [InlineData("1949-08-23", "")]
    [InlineData("1949-08-24", "US")]
    [InlineData("2024-03-06", "US")]
    [InlineData("2024-03-07", "SE US")]
    [InlineData("2025-01-01", "SE US")]
    [InlineData("2025-01-02", "US")]
    public async Task An_organization_has_the_members_of_the_day(string day, string members)
    {
        await using var app = await CriteriaApp.StartAsync(store);
        await app.AddOrganizationAsync("nato", organization => organization.Members[1].LeftOn = "2025-01-01");

        var organization = await app.Client.GetOrganizationAsync(new() { Name = "organizations/nato", AsOf = day });
        var listed = Assert.Single((await app.Client.ListOrganizationsAsync(new() { AsOf = day })).Organizations);

        Assert.Equal(members, string.Join(' ', organization.Members.Select(member => member.Country).Order(StringComparer.Ordinal)));
        Assert.Equal(organization, listed);
        Assert.Equal(2, (await app.Client.GetOrganizationAsync(new() { Name = "organizations/nato" })).Members.Count);
    }

    [Fact]
    public async Task A_position_has_the_steps_up_to_the_day()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        app.Registers.Statements.Append(Given.Statement("b", "2024-02-01", Given.Position(Stance.Opposes, "US")));
        await app.CatchUpAsync();

        var position = await app.Client.GetPositionAsync(new() { Name = Given.Track("positions/US"), AsOf = "2024-01-31" });
        var listed = await app.Client.ListPositionsAsync(new() { Parent = Given.Track(), AsOf = "2024-01-31" });

        Assert.Equal(("2024-01-01", Stance.Supports), position.Steps.Select(step => (step.From, step.Stance)).Last());
        Assert.Equal([position], listed.Positions);
        Assert.Equal(Stance.Opposes, (await app.GetPositionAsync("US")).Steps[^1].Stance);
    }

    [Fact]
    public async Task An_assessment_of_a_later_day_is_not_there_and_the_order_is_that_of_the_days()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map");
        foreach (var (id, date) in new[] { ("x", "2024-01-01"), ("a", "2024-03-01"), ("m", "2024-02-01") })
        {
            await app.AddAssessmentAsync("map", id, assessment => assessment.Date = date);
        }
        var map = Given.Track("criteria/map");

        var byDay = await app.Client.ListAssessmentsAsync(new() { Parent = map, OrderBy = "date desc", AsOf = "2024-02-15" });

        Assert.Equal([$"{map}/assessments/m", $"{map}/assessments/x"], byDay.Assessments.Select(assessment => assessment.Name));
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.GetAssessmentAsync(new() { Name = $"{map}/assessments/a", AsOf = "2024-02-29" }));
    }

    [Fact]
    public async Task Criteria_are_listed_as_they_were_known_and_their_assessments_are_none_of_them()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("a");
        var assessed = await app.AddAssessmentAsync("a", "2024", assessment => assessment.Status = Status.Met);
        var before = await app.AddCriterionAsync("b");
        await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = before.Name, Title = "Another title" } });
        await app.AddCriterionAsync("c");

        var known = await app.Client.ListCriteriaAsync(new() { Parent = Given.Track(), KnownAt = before.UpdateTime });
        var judged = await app.Client.ListAssessmentsAsync(new() { Parent = Given.Track("criteria/a"), KnownAt = before.UpdateTime });

        Assert.Equal(["a", "b"], known.Criteria.Select(criterion => criterion.Name[^1..]));
        Assert.Equal(before, known.Criteria[^1]);
        Assert.Equal([assessed], judged.Assessments);
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.ListCriteriaAsync(new() { Parent = Given.Track(), KnownAt = new() { Seconds = 1 } }));
    }

    public class OnSqlite() : TimesTests(StoreKind.Sqlite);

    public class OnPostgreSql() : TimesTests(StoreKind.PostgreSql);
}
