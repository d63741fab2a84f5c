using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;
using CriteriaContract = Alliance.Criteria.V1.CriteriaService;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

/// <summary>
/// Every write answers with a token. A read that carries a token of another register sees what follows from it, though no
/// event ever comes.
/// </summary>
public abstract class FreshnessTests(StoreKind store)
{
    // Each write once, in a register that holds an organization, a track and a criterion: the log is at 3.
    private static readonly Dictionary<string, Func<CriteriaApp, Task<string?>>> Writes = new()
    {
        ["CreateOrganization"] = app => app.Client.CreateOrganizationAsync(
            new() { OrganizationId = "eu", Organization = Given.Organization() }).TokenAsync(),
        ["CreateTrack"] = app => app.Client.CreateTrackAsync(
            new() { TrackId = "nato-georgia", Track = Given.Track("organizations/nato", "GE") }).TokenAsync(),
        ["CreateCriterion"] = app => app.Client.CreateCriterionAsync(
            new() { Parent = Given.Track(), CriterionId = "war", Criterion = Given.Criterion() }).TokenAsync(),
        ["CreateAssessment"] = app => app.Client.CreateAssessmentAsync(
            new() { Parent = Given.Track("criteria/map"), AssessmentId = "2023", Assessment = Given.Assessment() }).TokenAsync(),
        ["UpdateOrganization"] = app => app.Client.UpdateOrganizationAsync(
            new() { Organization = new() { Name = "organizations/nato", ShortName = "Another" } }).TokenAsync(),
        ["UpdateTrack"] = app => app.Client.UpdateTrackAsync(
            new() { Track = new() { Name = Given.Track(), DisplayName = "Another" } }).TokenAsync(),
        ["UpdateCriterion"] = app => app.Client.UpdateCriterionAsync(
            new() { Criterion = new() { Name = Given.Track("criteria/map"), Title = "Another" } }).TokenAsync(),
        ["Import"] = app => app.Client.Import().TokenAsync(Row(1)),
    };

    public static TheoryData<string> WriteNames => [.. Tokens.WritesOf(CriteriaContract.Descriptor)];

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Every_write_answers_with_a_token_that_includes_it(string method)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await app.AddCriterionAsync("map");

        var token = await Writes[method](app);
        await app.Client.GetTrackAsync(new() { Name = Given.Track() }, Tokens.Carry(token!));

        Assert.Equal("criteria/4", token);
        Assert.Equal(4, (await app.ReadLogAsync()).Bookmark.Sequence);
    }

    [Fact]
    public async Task The_token_of_a_track_includes_the_positions_derived_with_it()
    {
        await using var app = await CriteriaApp.StartAsync(store);
        await app.AddOrganizationAsync("nato");
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US", "SE")));
        await app.Client.ListTracksAsync(new(), Tokens.Carry("statements/1"));

        var token = await app.Client.CreateTrackAsync(
            new() { TrackId = "nato-ukraine", Track = Given.Track("organizations/nato", "UA") }).TokenAsync();

        Assert.Equal("criteria/4", token);
    }

    [Fact]
    public async Task An_import_that_fails_tells_of_what_it_committed()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        using var call = app.Client.Import();
        foreach (var line in Enumerable.Range(1, 200))
        {
            await call.RequestStream.WriteAsync(Row(line));
        }
        await Eventually.BecomesAsync(
            async () => (await app.ReadLogAsync()).Bookmark.Sequence, head => head == 202, "the first chunk is committed");
        app.Registers.Statements.IsDown = true;
        var refers = Given.Assessment(assessment =>
        {
            assessment.Name = Given.Track("criteria/c1/assessments/2023");
            assessment.Evidence.Add("statements/kirby");
        });
        await call.RequestStream.WriteAsync(new() { Line = 201, Assessment = refers });
        await call.RequestStream.CompleteAsync();

        await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, () => call.ResponseAsync);

        Assert.Equal("criteria/202", (await call.ResponseHeadersAsync).GetValue(Tokens.Header));
    }

    [Fact]
    public async Task Positions_are_read_from_what_includes_the_statement()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        foreach (var i in Enumerable.Range(1, 30))
        {
            var stance = i % 2 == 0 ? Stance.Supports : Stance.Neutral;
            var change = app.Registers.Statements.Append(Given.Statement($"s{i}", $"2024-01-{i:00}", Given.Position(stance, "US", "SE")));

            var list = await app.Client.ListPositionsAsync(
                new() { Parent = Given.Track() }, Tokens.Carry($"statements/{change.Sequence}"));

            Assert.Equal(["SE", "US"], list.Positions.Select(position => position.Party).Order());
            Assert.All(list.Positions, position => Assert.Equal($"statements/s{i}", position.Steps[^1].Record));
        }
    }

    [Fact]
    public async Task What_changes_no_position_is_included_all_the_same()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        app.Registers.Statements.Append(Given.Source("briefing"));
        app.Registers.Agreements.Append(Given.Agreement("ua-us"));

        await app.Client.ListPositionsAsync(new() { Parent = Given.Track() }, Tokens.Carry("statements/1,agreements/1"));

        Assert.Equal("agreements 1, statements 1", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_bookmark_follows_at_once_when_another_log_was_handled()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        using var following = app.Client.StreamChanges(new() { After = 2, Follow = true });
        Assert.True(await following.ResponseStream.MoveNext(CancellationToken.None));

        app.Registers.Statements.Append(Given.Source("briefing"));
        await app.Client.ListTracksAsync(new(), Tokens.Carry("statements/1"));

        // Sooner than the bookmarks that come anyway. A store may announce what was committed before more than
        // once, so the next bookmark can still be of before.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(9));
        string upstream;
        do
        {
            Assert.True(await following.ResponseStream.MoveNext(soon.Token));
            upstream = CriteriaApp.Text(following.ResponseStream.Current.Bookmark.Upstream);
        }
        while (upstream.Length == 0);
        Assert.Equal("statements 1", upstream);
    }

    [Fact]
    public async Task While_a_register_is_away_reads_are_refused_and_then_wait_for_it()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        app.Registers.Statements.Append(Given.Source("briefing"));
        app.Registers.Statements.IsDown = true;

        var failure = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.FreshnessNotReached,
            app.Client.ListTracksAsync(new(), Tokens.Carry("statements/1"), DateTime.UtcNow.AddSeconds(2)));
        Assert.Equal("statements/1", failure.Info.Metadata["token"]);

        var reading = app.Client.ListTracksAsync(new(), Tokens.Carry("statements/1")).ResponseAsync;
        app.Registers.Statements.IsDown = false;
        Assert.Single((await reading).Tracks);
    }

    private static ImportRequest Row(int line) => new()
    {
        Line = line,
        Criterion = Given.Criterion(criterion => criterion.Name = Given.Track($"criteria/c{line}")),
    };

    public class OnSqlite() : FreshnessTests(StoreKind.Sqlite);

    public class OnPostgreSql() : FreshnessTests(StoreKind.PostgreSql);
}
