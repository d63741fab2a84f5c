using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class UpdateTests(StoreKind store)
{
    private static readonly string Map = Given.Track("criteria/map");

    [Fact]
    public async Task A_weight_is_changed_in_part()
    {
        await using var app = await StartAsync();

        var changed = await app.Client.UpdateCriterionAsync(new()
        {
            Criterion = new() { Name = Map, Weight = new() { Value = 9 } },
            UpdateMask = Mask("weight.value", "gate"),
        });

        Assert.Equal(new Weight { Value = 9, Rationale = "A step." }, changed.Weight);
        Assert.Equal((2L, "Membership Action Plan", false), (changed.Revision, changed.Title, changed.Gate));
        Assert.Equal(Change.Types.Kind.Updated, (await app.ReadLogAsync()).Changes[^1].Kind);
        Assert.Equal(changed, await app.Client.GetCriterionAsync(new() { Name = Map }));
    }

    [Fact]
    public async Task A_weight_is_replaced_or_taken_away_as_a_whole()
    {
        await using var app = await StartAsync();

        var replaced = await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = Map, Weight = new() { Value = 9 } } });
        var taken = await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = Map }, UpdateMask = Mask("weight") });

        Assert.Equal(new Weight { Value = 9 }, replaced.Weight);
        Assert.Null(taken.Weight);
    }

    [Fact]
    public async Task A_member_that_leaves_is_a_change_of_the_organization()
    {
        await using var app = await StartAsync();
        var nato = await app.Client.GetOrganizationAsync(new() { Name = "organizations/nato" });
        nato.Members[1].LeftOn = "2025-01-01";

        var changed = await app.Client.UpdateOrganizationAsync(
            new() { Organization = nato, UpdateMask = Mask("members"), Etag = nato.Etag });

        Assert.Equal("2025-01-01", changed.Members[1].LeftOn);
        Assert.Equal("2025-01-01", (await app.Client.GetOrganizationAsync(new() { Name = "organizations/nato" })).Members[1].LeftOn);
    }

    [Fact]
    public async Task What_stays_for_life_may_be_sent_as_it_is_and_not_otherwise()
    {
        await using var app = await StartAsync();
        var track = await app.Client.GetTrackAsync(new() { Name = Given.Track() });

        var renamed = await app.Client.UpdateTrackAsync(
            new() { Track = new(track) { DisplayName = "Ukraine and NATO" }, UpdateMask = Mask("*") });
        Assert.Equal(("Ukraine and NATO", "UA"), (renamed.DisplayName, renamed.Candidate));

        await RefusedAsync(app, "track.candidate", app.Client.UpdateTrackAsync(new() { Track = new(track) { Candidate = "GE" } }));
        await RefusedAsync(app, "update_mask.paths[1]", app.Client.UpdateTrackAsync(
            new() { Track = track, UpdateMask = Mask("display_name", "organization") }));
        await RefusedAsync(app, "criterion.scale", app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Map, Scale = Criterion.Types.Scale.FiveStep } }));
        await RefusedAsync(app, "criterion.parent", app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Map, Parent = Given.Track("criteria/other") } }));
    }

    [Fact]
    public async Task What_the_rules_refuse_in_a_new_resource_they_refuse_in_a_changed_one()
    {
        await using var app = await StartAsync();
        await app.AddCriterionAsync("part", criterion => criterion.Parent = Map);

        await RefusedAsync(app, "criterion.weight", app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Given.Track("criteria/part"), Weight = new() { Value = 1 } } }));
        await RefusedAsync(app, "criterion.title", app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Map }, UpdateMask = Mask("title") }));
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.ReferenceNotFound, app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Map, Sources = { "sources/briefing", "sources/none" } } }));
        Assert.Equal(["criterion.sources[1]"], failure.Fields);
    }

    [Fact]
    public async Task References_on_record_are_not_asked_for_again()
    {
        await using var app = await StartAsync();
        await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = Map, Sources = { "sources/briefing" } } });
        app.Registers.Statements.IsDown = true;

        var changed = await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = Map, Title = "The plan" } });

        Assert.Equal(("The plan", "sources/briefing"), (changed.Title, Assert.Single(changed.Sources)));
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts()
    {
        await using var app = await StartAsync();
        var etag = (await app.Client.GetTrackAsync(new() { Name = Given.Track() })).Etag;
        UpdateTrackRequest Update(string name) => new() { Track = new() { Name = Given.Track(), DisplayName = name }, Etag = etag };
        await app.Client.UpdateTrackAsync(Update("The first"));

        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch, app.Client.UpdateTrackAsync(Update("The second")));

        Assert.Equal("The first", (await app.Client.GetTrackAsync(new() { Name = Given.Track() })).DisplayName);
    }

    [Fact]
    public async Task Revisions_are_listed_the_newest_first()
    {
        await using var app = await StartAsync();
        await app.Client.UpdateTrackAsync(new() { Track = new() { Name = Given.Track(), DisplayName = "Another" } });
        await app.Client.UpdateCriterionAsync(new() { Criterion = new() { Name = Map, Title = "Another" } });
        await app.Client.UpdateOrganizationAsync(new() { Organization = new() { Name = "organizations/nato", ShortName = "Another" } });

        var tracks = await app.Client.ListTrackRevisionsAsync(new() { Name = Given.Track() });
        var criteria = await app.Client.ListCriterionRevisionsAsync(new() { Name = Map });
        var organizations = await app.Client.ListOrganizationRevisionsAsync(new() { Name = "organizations/nato" });

        Assert.Equal(["Another", "A path"], tracks.Revisions.Select(r => r.Track.DisplayName));
        Assert.Equal(["Another", "Membership Action Plan"], criteria.Revisions.Select(r => r.Criterion.Title));
        Assert.Equal(["Another", "NATO"], organizations.Revisions.Select(r => r.Organization.ShortName));
        Assert.All(tracks.Revisions.Select(r => r.Revision.Kind), (kind, i) =>
            Assert.Equal(i == 0 ? Change.Types.Kind.Updated : Change.Types.Kind.Created, kind));
    }

    private static async Task RefusedAsync<T>(CriteriaApp app, string field, AsyncUnaryCall<T> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, call);
        Assert.Equal([field], failure.Fields);
        Assert.DoesNotContain((await app.ReadLogAsync()).Changes, change => change.Name == Map && change.Revision > 1);
    }

    private async Task<CriteriaApp> StartAsync()
    {
        var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map", criterion =>
        {
            criterion.Gate = true;
            criterion.Weight = new() { Value = 7, Rationale = "A step." };
        });
        app.Registers.Statements.Append(Given.Source("briefing"));
        return app;
    }

    private static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };

    public class OnSqlite() : UpdateTests(StoreKind.Sqlite);

    public class OnPostgreSql() : UpdateTests(StoreKind.PostgreSql);
}
