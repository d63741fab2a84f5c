using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class ImportTests(StoreKind store)
{
    private const string Map = "tracks/nato-ukraine/criteria/map";

    [Fact]
    public async Task Rows_may_refer_to_rows_before_them()
    {
        await using var app = await StartAsync();

        var response = await app.ImportAsync(Rows());

        Assert.Equal(new ImportResponse { Created = 5 }, response);
        Assert.Equal(
            ["organizations/nato", "tracks/nato-ukraine", Map, Map + "-part", Map + "/assessments/2023"],
            (await app.ReadLogAsync()).Changes.Select(change => change.Name));
        var assessment = await app.Client.GetAssessmentAsync(new() { Name = Map + "/assessments/2023" });
        Assert.Equal(["statements/kirby"], assessment.Evidence);
    }

    [Fact]
    public async Task Repeating_an_import_changes_nothing()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(Rows());

        var again = await app.ImportAsync(Rows());

        Assert.Equal(new ImportResponse { Unchanged = 5 }, again);
        Assert.Equal(5, (await app.ReadLogAsync()).Changes.Count);
    }

    [Fact]
    public async Task An_export_is_an_import_that_changes_nothing_and_has_everything_after_what_it_refers_to()
    {
        await using var app = await StartAsync();
        // By name this criterion would come before its parent.
        var part = Row(6, "tracks/nato-ukraine/criteria/a-part", Given.Criterion(criterion => criterion.Parent = Map));
        await app.ImportAsync([.. Rows(), part]);
        await using var other = await StartAsync();

        var exported = await app.ExportAsync();

        Assert.Equal(
            ["organizations/nato", "tracks/nato-ukraine", Map, part.Criterion.Name, Map + "-part", Map + "/assessments/2023"],
            exported.Select(NameOf));
        Assert.Equal(Rows()[4].Assessment, exported[^1].Assessment);
        Assert.Equal(new() { Unchanged = 6 }, await app.ImportAsync([.. exported]));
        Assert.Equal(new() { Created = 6 }, await other.ImportAsync([.. exported]));
        Assert.Equal(exported, await other.ExportAsync());
    }

    [Fact]
    public async Task Other_content_under_a_name_that_exists_is_refused()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(Rows());
        var rows = Rows();
        rows[0].Organization.ShortName = "Nato";
        rows[1].Track.Candidate = "GE";
        rows[2].Criterion.Gate = true;
        rows[4].Assessment.Status = Status.Met;

        var response = await app.ImportAsync(rows);

        Assert.Equal((0, 1, 4), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal([(1, "organization.name"), (2, "track.name"), (3, "criterion.name"), (5, "assessment.name")], FieldsOf(response));
        Assert.All(response.Errors, error => Assert.Equal("RESOURCE_ALREADY_EXISTS", error.Reason));
        Assert.Equal(5, (await app.ReadLogAsync()).Changes.Count);
    }

    [Fact]
    public async Task Rows_are_held_to_the_rules_of_the_other_methods()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(Rows());

        var response = await app.ImportAsync(
            Row(11, "organizations/eu", Given.Organization(organization => organization.Members[0].LeftOn = "1900-01-01")),
            Row(12, "tracks/eu-ukraine", Given.Track("organizations/eu", "UA")),
            Row(13, "tracks/eu-ukraine/criteria/c", Given.Criterion()),
            Row(14, Map + "-x", Given.Criterion(criterion => (criterion.Parent, criterion.Weight) = (Map, new()))),
            Row(15, Map + "-y", Given.Criterion(criterion => criterion.Parent = Map + "-part")),
            Row(16, Map + "/assessments/x", Given.Assessment(assessment => assessment.Status = Status.GoodLevel)),
            Row(17, Map + "/assessments/y", Given.Assessment(assessment => assessment.Evidence.Add(["statements/none", "sources/briefing"]))),
            Row(18, Map + "-z/assessments/z", Given.Assessment(assessment => assessment.Sources.Add("sources/none"))),
            Row(19, Map + "/assessments/Z", Given.Assessment(assessment => assessment.Date = "")),
            new ImportRequest { Line = 20 });

        Assert.Equal((0, 0, 10), (response.Created, response.Unchanged, response.Refused));
        Assert.Equal(
            [
                (11, "organization.members[0].left_on"), (12, "track.organization"), (13, "criterion.name"), (14, "criterion.weight"),
                (15, "criterion.parent"), (16, "assessment.status"), (17, "assessment.evidence[0]"), (17, "assessment.evidence[1]"),
                (18, "assessment.name"), (18, "assessment.sources[0]"), (19, "assessment.date"), (19, "assessment.name"), (20, "row"),
            ],
            FieldsOf(response));
    }

    [Fact]
    public async Task A_bad_row_does_not_hold_up_good_ones()
    {
        await using var app = await StartAsync();
        ImportRequest[] rows = [.. Rows(), Row(6, Map + "/assessments/bad", Given.Assessment(a => a.Evidence.Add("statements/none")))];

        var response = await app.ImportAsync(rows);

        Assert.Equal((5, 1), (response.Created, response.Refused));
        var error = Assert.Single(response.Errors);
        Assert.Equal((6, "assessment.evidence[0]", "REFERENCE_NOT_FOUND"), (error.Line, error.Field, error.Reason));
    }

    [Fact]
    public async Task A_register_that_does_not_answer_stops_the_import()
    {
        await using var app = await StartAsync();
        app.Registers.Statements.IsDown = true;

        await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, () => app.ImportAsync(Rows()));

        Assert.Empty((await app.ReadLogAsync()).Changes);
    }

    [Fact]
    public async Task An_imported_track_begins_with_what_is_on_record_already()
    {
        await using var app = await StartAsync(CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("biden", "2024-06-17", Given.Position(Stance.Supports, "US")));
        await app.CatchUpAsync();

        var first = await app.ImportAsync(Rows()[..2]);
        var again = await app.ImportAsync(Rows()[..2]);

        Assert.Equal((2, 2), (first.Created, again.Unchanged));
        Assert.Equal(1, (await app.GetPositionAsync("US")).Revision);
        Assert.Equal(3, (await app.ReadLogAsync()).Changes.Count);
    }

    private async Task<CriteriaApp> StartAsync(params string[] options)
    {
        var app = await CriteriaApp.StartAsync(store, options);
        app.Registers.Statements.Append(Given.Source("briefing"));
        app.Registers.Statements.Append(Given.Statement("kirby"));
        return app;
    }

    [Fact]
    public async Task What_relied_on_a_retracted_statement_is_imported_though_the_register_that_said_so_is_down()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        await app.AddCriterionAsync("map");
        app.Registers.Statements.Append(Given.Statement("withdrawn"));
        var withdrawn = Given.Statement("withdrawn");
        withdrawn.State = Alliance.Statements.V1.Statement.Types.State.Retracted;
        app.Registers.Statements.Append(withdrawn, Change.Types.Kind.Retracted);
        await app.CatchUpAsync();
        foreach (var log in app.Registers.Logs)
        {
            log.IsDown = true;
        }

        var report = await app.ImportAsync(
            [Row(1, Map + "/assessments/2023", Given.Assessment(assessment => assessment.Evidence.Add("statements/withdrawn")))]);

        Assert.Equal(new ImportResponse { Created = 1 }, report);
    }

    private static ImportRequest[] Rows() =>
    [
        Row(1, "organizations/nato", Given.Organization(organization => organization.Sources.Add("sources/briefing"))),
        Row(2, "tracks/nato-ukraine", Given.Track("organizations/nato", "UA")),
        Row(3, Map, Given.Criterion()),
        Row(4, Map + "-part", Given.Criterion(criterion => criterion.Parent = Map)),
        Row(5, Map + "/assessments/2023", Given.Assessment(assessment => assessment.Evidence.Add("statements/kirby"))),
    ];

    private static ImportRequest Row(long line, string name, IResource resource)
    {
        resource.Name = name;
        return resource switch
        {
            Organization organization => new() { Line = line, Organization = organization },
            Track track => new() { Line = line, Track = track },
            Criterion criterion => new() { Line = line, Criterion = criterion },
            _ => new() { Line = line, Assessment = (Assessment)resource },
        };
    }

    private static string NameOf(ImportRequest row) =>
        row.Organization?.Name ?? row.Track?.Name ?? row.Criterion?.Name ?? row.Assessment.Name;

    private static IEnumerable<(long Line, string Field)> FieldsOf(ImportResponse response) =>
        response.Errors.Select(error => (error.Line, error.Field)).OrderBy(error => error.Line).ThenBy(error => error.Field, StringComparer.Ordinal);

    public class OnSqlite() : ImportTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ImportTests(StoreKind.PostgreSql);
}
