using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.Statements.Tests;

public abstract class CreateStatementTests(StoreKind store)
{
    [Fact]
    public async Task A_new_statement_is_a_draft_and_keeps_what_was_given()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var given = Sample.FullStatement();

        var created = await app.Client.CreateStatementAsync(new() { StatementId = "kirby-2024-06-17", Statement = given });

        Assert.Equal("statements/kirby-2024-06-17", created.Name);
        Assert.Equal(State.Draft, created.State);
        Assert.Equal(1, created.Revision);
        Assert.Equal("\"1\"", created.Etag);
        Assert.Equal(created.CreateTime, created.UpdateTime);
        Assert.Equal(given, WithoutServerFields(created));
    }

    [Fact]
    public async Task An_error_lists_no_more_violations_than_a_client_can_take()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var codes = Enumerable.Range(0, 100).Select(i => $"country {i}").ToList();
        var statement = Sample.Statement(s => s.Positions.Add(Enumerable.Range(0, 100).Select(_ => new PositionEntry
        {
            Organization = "organizations/nato",
            Candidate = "UA",
            Stance = Stance.Supports,
            Level = AuthorityLevel.Government,
            Parties = { codes },
        })));

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.CreateStatementAsync(new() { StatementId = "kirby", Statement = statement }));

        Assert.Equal(20, failure.Violations.Count);
        Assert.EndsWith("; and more.", failure.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_names_a_country_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var position = new PositionEntry
        {
            Organization = "organizations/nato",
            Candidate = "UA",
            Stance = Stance.Supports,
            Level = AuthorityLevel.Government,
            Parties = { "US", "DE", "US" },
        };

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.CreateStatementAsync(new()
            {
                StatementId = "kirby",
                Statement = Sample.Statement(s => s.Positions.Add([position, new(position) { Stance = Stance.Opposes }])),
            }));

        Assert.Equal(
            ["statement.positions[0].parties[2]", "statement.positions[1].parties[0]", "statement.positions[1].parties[1]", "statement.positions[1].parties[2]"],
            failure.Fields);
    }

    [Fact]
    public async Task What_only_the_server_sets_is_ignored()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var created = await app.AddAsync("kirby", statement =>
        {
            statement.Name = "statements/somebody-else";
            statement.State = State.Published;
            statement.Revision = 7;
            statement.Etag = "\"7\"";
            statement.CreateTime = new() { Seconds = 1 };
        });

        Assert.Equal(("statements/kirby", State.Draft, 1L, "\"1\""), (created.Name, created.State, created.Revision, created.Etag));
        Assert.NotEqual(1, created.CreateTime.Seconds);
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var first = await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists,
            () => app.AddAsync("kirby", statement => statement.Speaker = "Somebody else"));

        var resource = failure.Detail<ResourceInfo>()!;
        Assert.Equal(("alliance.services/Statement", "statements/kirby"), (resource.ResourceType, resource.ResourceName));
        Assert.Equal(first, await app.Client.GetStatementAsync(new() { Name = "statements/kirby" }));
    }

    [Fact]
    public async Task Every_source_must_exist_and_each_missing_one_is_named()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.ReferenceNotFound,
            () => app.AddAsync("kirby", statement => statement.Sources.Add(["sources/none", "sources/neither"])));

        Assert.Equal(["statement.sources[1]", "statement.sources[2]"], failure.Fields);
        Assert.All(failure.Violations, violation => Assert.Equal("REFERENCE_NOT_FOUND", violation.Reason));
        Assert.Equal(1, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_position_needs_a_stance_and_a_claim_its_bounds_in_order()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var statement = Sample.FullStatement(s =>
        {
            s.Positions[0].Stance = Stance.NotApplicable;
            s.Claims[0].High = s.Claims[0].Low - 1;
        });

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.CreateStatementAsync(new() { StatementId = "kirby", Statement = statement }));

        Assert.Equal(["statement.positions[0].stance", "statement.claims[0].high"], failure.Fields);
    }

    [Fact]
    public async Task All_violations_are_reported_at_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddAsync("Not An Id", statement =>
            {
                statement.Speaker = "";
                statement.Date = "17 June 2024";
                statement.Countries.Add(["US", "usa"]);
            }));

        Assert.Equal(["statement_id", "statement.speaker", "statement.countries[1]", "statement.date"], failure.Fields);
    }

    [Fact]
    public async Task A_request_without_a_statement_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.CreateStatementAsync(new() { StatementId = "kirby" }));

        Assert.Equal(["statement"], failure.Fields);
    }

    private static Statement WithoutServerFields(Statement statement) => new(statement)
    {
        Name = "",
        State = State.Unspecified,
        Revision = 0,
        Etag = "",
        CreateTime = null,
        UpdateTime = null,
    };

    public class OnSqlite() : CreateStatementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : CreateStatementTests(StoreKind.PostgreSql);
}
