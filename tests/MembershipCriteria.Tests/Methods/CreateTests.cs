using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class CreateTests(StoreKind store)
{
    [Fact]
    public async Task Each_kind_of_resource_gets_its_name_from_its_parent_and_its_id()
    {
        await using var app = await CriteriaApp.StartAsync(store);

        var organization = await app.AddOrganizationAsync("nato");
        var track = await app.AddTrackAsync("nato-ukraine", organization.Name);
        var criterion = await app.AddCriterionAsync("map");
        var assessment = await app.AddAssessmentAsync("map", "2023");

        var (changes, _) = await app.ReadLogAsync();
        string[] names =
        [
            "organizations/nato", "tracks/nato-ukraine", "tracks/nato-ukraine/criteria/map",
            "tracks/nato-ukraine/criteria/map/assessments/2023",
        ];
        Assert.Equal(names, new[] { organization.Name, track.Name, criterion.Name, assessment.Name });
        Assert.Equal(names, changes.Select(change => change.Name));
        Assert.All(changes, change => Assert.Equal((Change.Types.Kind.Created, 1L), (change.Kind, change.Revision)));
        Assert.Equal(organization, changes[0].Resource.Unpack<Organization>());
        Assert.Equal(track, changes[1].Resource.Unpack<Track>());
        Assert.Equal(criterion, changes[2].Resource.Unpack<Criterion>());
        Assert.Equal(assessment, changes[3].Resource.Unpack<Assessment>());
    }

    [Fact]
    public async Task What_was_given_is_kept_and_what_only_the_server_sets_is_ignored()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        app.Registers.Statements.Append(Given.Source("briefing"));
        await app.AddCriterionAsync("cluster");
        var given = Given.Criterion(criterion =>
        {
            criterion.Description = "What it asks.";
            criterion.LegalBasis = "Article 10";
            criterion.WhoDecides = "The Council";
            criterion.Gate = true;
            criterion.Parent = Given.Track("criteria/cluster");
            criterion.Chapters.Add([23, 24]);
            criterion.Sources.Add("sources/briefing");
            criterion.Note = "Read.";
        });

        var created = await app.Client.CreateCriterionAsync(new()
        {
            Parent = Given.Track(),
            CriterionId = "chapter",
            Criterion = new Criterion(given) { Name = "tracks/x/criteria/y", Revision = 9, Etag = "x", CreateTime = new() },
        });

        Assert.Equal((Given.Track("criteria/chapter"), 1L, "\"1\""), (created.Name, created.Revision, created.Etag));
        Assert.Equal(created.UpdateTime, created.CreateTime);
        Assert.NotEqual(0, created.CreateTime.Seconds);
        Assert.Equal(given, new Criterion(created) { Name = "", Revision = 0, Etag = "", CreateTime = null, UpdateTime = null });
    }

    [Fact]
    public async Task Each_name_can_be_used_once()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map");
        await app.AddAssessmentAsync("map", "2023");

        await AssertTakenAsync("organizations/nato", () => app.AddOrganizationAsync("nato"));
        await AssertTakenAsync("tracks/nato-ukraine", () => app.AddTrackAsync("nato-ukraine", "organizations/nato"));
        await AssertTakenAsync(Given.Track("criteria/map"), () => app.AddCriterionAsync("map", criterion => criterion.Gate = true));
        await AssertTakenAsync(Given.Track("criteria/map/assessments/2023"), () => app.AddAssessmentAsync("map", "2023"));

        Assert.Equal(4, (await app.ReadLogAsync()).Changes.Count);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_alike_and_changes_nothing()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        var request = new CreateCriterionRequest
        {
            Parent = Given.Track(),
            CriterionId = "map",
            Criterion = Given.Criterion(),
            RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11",
        };

        var first = await app.Client.CreateCriterionAsync(request);

        Assert.Equal(first, await app.Client.CreateCriterionAsync(request));
        Assert.Equal(request.RequestId, Assert.Single((await app.ReadLogAsync()).Changes, change => change.Name == first.Name).RequestId);
        request.CriterionId = "other";
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused, app.Client.CreateCriterionAsync(request));
    }

    [Fact]
    public async Task An_assessment_is_not_dated_in_the_future()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2023, 7, 11, 23, 0, 0, TimeSpan.Zero));
        await using var app = await CriteriaApp.StartAsync(store, clock);
        await app.AddOrganizationAsync("nato");
        await app.AddTrackAsync("nato-ukraine", "organizations/nato");
        await app.AddCriterionAsync("map");

        await app.AddAssessmentAsync("map", "today", assessment => assessment.Date = "2023-07-11");
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddAssessmentAsync("map", "tomorrow", assessment => assessment.Date = "2023-07-12"));
        clock.Advance(TimeSpan.FromHours(1));
        var tomorrow = await app.AddAssessmentAsync("map", "tomorrow", assessment => assessment.Date = "2023-07-12");

        Assert.Equal(["assessment.date"], failure.Fields);
        Assert.Equal(clock.GetUtcNow(), tomorrow.CreateTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Assessments_only_accumulate()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map");
        var first = await app.AddAssessmentAsync("map", "a", assessment => assessment.Status = Status.NotMet);

        await app.AddAssessmentAsync("map", "b", assessment => assessment.Status = Status.Met);

        var list = await app.Client.ListAssessmentsAsync(new() { Parent = Given.Track("criteria/map") });
        Assert.Equal(first, list.Assessments[0]);
        Assert.Equal([Status.NotMet, Status.Met], list.Assessments.Select(assessment => assessment.Status));
    }

    private static async Task AssertTakenAsync(string name, Func<Task> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists, call);
        Assert.Equal(name, failure.Detail<ResourceInfo>()!.ResourceName);
    }

    public class OnSqlite() : CreateTests(StoreKind.Sqlite);

    public class OnPostgreSql() : CreateTests(StoreKind.PostgreSql);
}
