using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;
using Scale = Alliance.Criteria.V1.Criterion.Types.Scale;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class RuleTests(StoreKind store)
{
    [Fact]
    public async Task A_track_needs_an_organization_on_record()
    {
        await using var app = await CriteriaApp.StartAsync(store);

        await AssertRefusedAsync("track.organization", ErrorReason.ReferenceNotFound,
            () => app.AddTrackAsync("nato-ukraine", "organizations/nato"));

        Assert.Empty((await app.ReadLogAsync()).Changes);
    }

    [Theory]
    [InlineData("2024-03-06", false)]
    [InlineData("2024-03-07", true)]
    [InlineData("2024-03-08", true)]
    public async Task A_membership_does_not_end_before_it_begins(string leftOn, bool isGood)
    {
        await using var app = await CriteriaApp.StartAsync(store);
        Task<Organization> Add() => app.AddOrganizationAsync("nato", organization => organization.Members[1].LeftOn = leftOn);

        if (isGood)
        {
            Assert.Equal(leftOn, (await Add()).Members[1].LeftOn);
        }
        else
        {
            await AssertRefusedAsync("organization.members[1].left_on", ErrorReason.FieldInvalid, Add);
        }
    }

    [Theory]
    [InlineData("1966-03-10", "2009-04-03", true)]
    [InlineData("1966-03-10", "1966-03-11", true)]
    [InlineData("1966-03-10", "1966-03-10", false)]
    [InlineData("2010-01-01", "2009-04-03", false)]
    [InlineData(null, "2009-04-03", false)]
    public async Task A_country_that_comes_back_has_left_before(string? leftOn, string accessionDate, bool isGood)
    {
        await using var app = await CriteriaApp.StartAsync(store);
        Task<Organization> Add() => app.AddOrganizationAsync("nato", organization =>
        {
            var first = organization.Members[0];
            organization.Members.Add(first.Clone());
            organization.Members[^1].AccessionDate = accessionDate;
            if (leftOn is not null)
            {
                first.LeftOn = leftOn;
            }
        });

        if (isGood)
        {
            Assert.Equal(3, (await Add()).Members.Count);
        }
        else
        {
            await AssertRefusedAsync("organization.members[2].accession_date", ErrorReason.FieldInvalid, Add);
        }
    }

    [Theory]
    [InlineData(Scale.Binary, Status.Unknown, true)]
    [InlineData(Scale.Binary, Status.NotMet, true)]
    [InlineData(Scale.Binary, Status.Met, true)]
    [InlineData(Scale.Binary, Status.Waived, true)]
    [InlineData(Scale.Binary, Status.EarlyStage, false)]
    [InlineData(Scale.Binary, Status.SomeLevel, false)]
    [InlineData(Scale.Binary, Status.ModeratelyPrepared, false)]
    [InlineData(Scale.Binary, Status.GoodLevel, false)]
    [InlineData(Scale.Binary, Status.WellAdvanced, false)]
    [InlineData(Scale.FiveStep, Status.EarlyStage, true)]
    [InlineData(Scale.FiveStep, Status.WellAdvanced, true)]
    [InlineData(Scale.FiveStep, Status.Met, true)]
    public async Task A_binary_criterion_has_no_steps(Scale scale, Status status, bool isGood)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map", criterion => criterion.Scale = scale);
        Task<Assessment> Add() => app.AddAssessmentAsync("map", "a", assessment => assessment.Status = status);

        if (isGood)
        {
            Assert.Equal(status, (await Add()).Status);
        }
        else
        {
            await AssertRefusedAsync("assessment.status", ErrorReason.FieldInvalid, Add);
        }
    }

    [Fact]
    public async Task A_criterion_with_a_parent_has_no_weight_of_its_own()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("cluster");

        await AssertRefusedAsync("criterion.weight", ErrorReason.FieldInvalid, () => app.AddCriterionAsync("chapter", criterion =>
        {
            criterion.Parent = Given.Track("criteria/cluster");
            criterion.Weight = new();
        }));
    }

    [Fact]
    public async Task A_parent_has_no_parent_itself()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("cluster");
        await app.AddCriterionAsync("chapter", criterion => criterion.Parent = Given.Track("criteria/cluster"));

        await AssertRefusedAsync("criterion.parent", ErrorReason.FieldInvalid,
            () => app.AddCriterionAsync("part", criterion => criterion.Parent = Given.Track("criteria/chapter")));
    }

    [Theory]
    [InlineData("tracks/nato-georgia/criteria/cluster")]
    [InlineData("tracks/nato-ukraine/criteria/none")]
    [InlineData("tracks/nato-ukraine/criteria/itself")]
    public async Task A_parent_is_another_criterion_of_the_same_track(string parent)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddTrackAsync("nato-georgia", "organizations/nato", "GE");
        await app.Client.CreateCriterionAsync(
            new() { Parent = "tracks/nato-georgia", CriterionId = "cluster", Criterion = Given.Criterion() });

        await AssertRefusedAsync("criterion.parent", ErrorReason.ReferenceNotFound,
            () => app.AddCriterionAsync("itself", criterion => criterion.Parent = parent));
    }

    [Fact]
    public async Task All_that_is_wrong_is_reported_at_once()
    {
        await using var app = await CriteriaApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddOrganizationAsync("NATO", organization =>
            {
                organization.ShortName = "";
                organization.DecisionRule.Type = DecisionRule.Types.Type.Unspecified;
                organization.Members[0].Country = "USA";
                organization.Members[1].AccessionDate = "2024";
            }));

        Assert.Equal(
            [
                "organization.decision_rule.type", "organization.members[0].country", "organization.members[1].accession_date",
                "organization.short_name", "organization_id",
            ],
            failure.Fields.Order(StringComparer.Ordinal));
    }

    private static async Task AssertRefusedAsync(string field, ErrorReason reason, Func<Task> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, reason, call);
        Assert.Equal([field], failure.Fields);
        Assert.Equal(RpcAssert.NameOf(reason), failure.Violations[0].Reason);
    }

    public class OnSqlite() : RuleTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RuleTests(StoreKind.PostgreSql);
}
