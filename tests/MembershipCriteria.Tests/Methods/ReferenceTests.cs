using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

public abstract class ReferenceTests(StoreKind store)
{
    [Fact]
    public async Task Published_statements_agreements_and_sources_can_be_relied_on()
    {
        await using var app = await StartAsync();

        var created = await app.AddAssessmentAsync("map", "a", assessment =>
        {
            assessment.Evidence.Add(["statements/kirby", "agreements/ua-us"]);
            assessment.Sources.Add("sources/briefing");
        });

        Assert.Equal(["statements/kirby", "agreements/ua-us"], created.Evidence);
        Assert.Equal(["sources/briefing"], created.Sources);
    }

    [Theory]
    [InlineData("statements/none", ErrorReason.ReferenceNotFound)]
    [InlineData("statements/draft", ErrorReason.ReferenceNotFound)]
    [InlineData("agreements/none", ErrorReason.ReferenceNotFound)]
    [InlineData("sources/briefing", ErrorReason.FieldInvalid)]
    [InlineData("sources/none", ErrorReason.FieldInvalid)]
    [InlineData("organizations/nato", ErrorReason.FieldInvalid)]
    [InlineData("tracks/nato-ukraine", ErrorReason.FieldInvalid)]
    [InlineData("tracks/nato-ukraine/criteria/map", ErrorReason.FieldInvalid)]
    [InlineData("kirby", ErrorReason.FieldInvalid)]
    [InlineData("", ErrorReason.FieldInvalid)]
    public async Task Evidence_is_a_published_statement_or_an_agreement(string evidence, ErrorReason reason)
    {
        await using var app = await StartAsync();

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, reason,
            () => app.AddAssessmentAsync("map", "a", assessment => assessment.Evidence.Add(["statements/kirby", evidence])));

        Assert.Equal(["assessment.evidence[1]"], failure.Fields);
        Assert.DoesNotContain("/assessments/", (await app.ReadLogAsync()).Changes[^1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_must_exist_wherever_they_are_named()
    {
        await using var app = await StartAsync();
        string[] sources = ["sources/none", "sources/briefing", "sources/neither"];

        await AssertUnknownAsync("organization", () => app.AddOrganizationAsync("eu", organization => organization.Sources.Add(sources)));
        await AssertUnknownAsync("criterion", () => app.AddCriterionAsync("c", criterion => criterion.Sources.Add(sources)));
        await AssertUnknownAsync("assessment", () => app.AddAssessmentAsync("map", "a", assessment => assessment.Sources.Add(sources)));

        static async Task AssertUnknownAsync(string path, Func<Task> call)
        {
            var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.ReferenceNotFound, call);
            Assert.Equal([$"{path}.sources[0]", $"{path}.sources[2]"], failure.Fields);
        }
    }

    [Fact]
    public async Task A_draft_can_be_relied_on_once_it_is_published()
    {
        await using var app = await StartAsync();

        app.Registers.Statements.Append(Given.Statement("draft"), Alliance.Type.V1.Change.Types.Kind.Published);
        var created = await app.AddAssessmentAsync("map", "a", assessment => assessment.Evidence.Add("statements/draft"));

        Assert.Equal(["statements/draft"], created.Evidence);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    public async Task A_register_that_does_not_answer_makes_the_call_fail_for_now(string down)
    {
        await using var app = await StartAsync();
        app.Registers.Logs.Single(log => log.Register == down).IsDown = true;

        await AssertUnavailableAsync(app, down, $"{down}/{(down == "statements" ? "kirby" : "ua-us")}");

        app.Registers.Logs.Single(log => log.Register == down).IsDown = false;
        await app.AddAssessmentAsync("map", "a", assessment => assessment.Evidence.Add(["statements/kirby", "agreements/ua-us"]));
    }

    [Fact]
    public async Task What_the_logs_have_said_holds_while_the_registers_are_down()
    {
        await using var app = await StartAsync(CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("withdrawn"));
        var withdrawn = Given.Statement("withdrawn");
        withdrawn.State = State.Retracted;
        app.Registers.Statements.Append(withdrawn, Alliance.Type.V1.Change.Types.Kind.Retracted);
        await app.CatchUpAsync();
        foreach (var log in app.Registers.Logs)
        {
            log.IsDown = true;
        }

        var created = await app.AddAssessmentAsync("map", "a", assessment =>
        {
            assessment.Evidence.Add(["statements/kirby", "agreements/ua-us"]);
            assessment.Sources.Add("sources/briefing");
        });

        Assert.Equal(2, created.Evidence.Count);
        // Whether these exist by now, nobody can tell.
        foreach (var unknown in new[] { "statements/none", "statements/draft", "statements/withdrawn" })
        {
            await AssertUnavailableAsync(app, "statements", unknown);
        }
    }

    [Fact]
    public async Task A_register_that_is_not_there_makes_the_call_fail_for_now()
    {
        await using var app = await StartAsync();
        await app.Registers.DisposeAsync();

        await AssertUnavailableAsync(app, "statements", "statements/kirby");
        Assert.Equal("tracks/nato-ukraine/criteria/other", (await app.AddCriterionAsync("other")).Name);
    }

    [Fact]
    public async Task Evidence_is_found_however_long_its_text_is()
    {
        await using var app = await StartAsync();
        // 100 statements of 45 KB are more than a register answers with at once.
        foreach (var i in Enumerable.Range(0, 100))
        {
            var statement = Given.Statement($"long-{i}");
            (statement.Quote, statement.Summary) = (new string('→', 10_000), new string('→', 5_000));
            app.Registers.Statements.Append(statement);
        }

        var created = await app.AddAssessmentAsync("map", "a",
            assessment => assessment.Evidence.Add(Enumerable.Range(0, 100).Select(i => $"statements/long-{i}")));

        Assert.Equal(100, created.Evidence.Count);
    }

    private async Task<CriteriaApp> StartAsync(params string[] options)
    {
        var app = await CriteriaApp.StartWithTrackAsync(store, options);
        await app.AddCriterionAsync("map");
        app.Registers.Statements.Append(Given.Source("briefing"));
        app.Registers.Statements.Append(Given.Statement("kirby"));
        var draft = Given.Statement("draft");
        draft.State = State.Draft;
        app.Registers.Statements.Append(draft);
        app.Registers.Agreements.Append(Given.Agreement("ua-us"));
        return app;
    }

    [Fact]
    public async Task A_repeated_call_is_answered_as_before_though_its_references_cannot_be_asked_for_any_more()
    {
        await using var app = await StartAsync();
        var request = new CreateAssessmentRequest
        {
            Parent = Given.Track("criteria/map"),
            AssessmentId = "a",
            Assessment = Given.Assessment(assessment => assessment.Evidence.Add("statements/kirby")),
            RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11",
        };
        var update = new UpdateCriterionRequest
        {
            Criterion = new() { Name = Given.Track("criteria/map"), Sources = { "sources/briefing" } },
            RequestId = "0f8fad5b-d9cb-469f-a165-70867728950e",
        };
        var first = await app.Client.CreateAssessmentAsync(request);
        var updated = await app.Client.UpdateCriterionAsync(update);
        await app.Registers.DisposeAsync();

        Assert.Equal(first, await app.Client.CreateAssessmentAsync(request));
        Assert.Equal(updated, await app.Client.UpdateCriterionAsync(update));
        request.AssessmentId = "b";
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused, app.Client.CreateAssessmentAsync(request));
        request.RequestId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, app.Client.CreateAssessmentAsync(request));
    }

    private static async Task AssertUnavailableAsync(CriteriaApp app, string register, string evidence)
    {
        var before = (await app.ReadLogAsync()).Changes;

        var failure = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.UpstreamUnavailable,
            () => app.AddAssessmentAsync("map", "a", assessment => assessment.Evidence.Add(evidence)));

        Assert.Equal(register, failure.Info.Metadata["service"]);
        Assert.True(failure.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.Equal(before, (await app.ReadLogAsync()).Changes);
    }

    public class OnSqlite() : ReferenceTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ReferenceTests(StoreKind.PostgreSql);
}
