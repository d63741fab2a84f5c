using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

/// <summary>Updates that are refused name what is wrong, and change nothing.</summary>
public abstract class RefusedUpdateTests(StoreKind store)
{
    private const string Name = "statements/kirby";

    [Theory]
    [InlineData("etag", 0)]
    [InlineData("name", 0)]
    [InlineData("state", 0)]
    [InlineData("summary,correction_note", 1)]
    [InlineData("sumary", 0)]
    [InlineData("summary.text", 0)]
    [InlineData("claims.low", 0)]
    [InlineData("summary,", 1)]
    [InlineData("summary,*", 1)]
    public async Task A_mask_that_names_what_cannot_be_changed_is_refused(string paths, int wrong)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = Name, Summary = "Fifteen." }, UpdateMask = Mask(paths.Split(',')) }));

        Assert.Equal([$"update_mask.paths[{wrong}]"], failure.Fields);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Theory]
    [InlineData("summary", "statement.summary")]
    [InlineData("sources", "statement.sources")]
    [InlineData("date", "statement.date")]
    [InlineData("stance", "statement.stance")]
    public async Task What_is_required_cannot_be_emptied(string path, string field)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = Name }, UpdateMask = Mask(path) }));

        Assert.Equal([field], failure.Fields);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateStatementAsync(new()
        {
            Statement = new() { Name = "sources/briefing", Date = "2024-06-31", Claims = { new Claim { Low = 1, High = 1 } } },
            RequestId = "none",
        }));

        Assert.Equal(["statement.name", "statement.date", "statement.claims[0].metric", "request_id"], failure.Fields);
    }

    [Fact]
    public async Task What_the_rules_refuse_in_a_new_statement_they_refuse_in_a_changed_one()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.ReferenceNotFound, app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = Name, Sources = { "sources/briefing", "sources/none" } } }));

        Assert.Equal(["statement.sources[1]"], failure.Fields);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    private static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };

    public class OnSqlite() : RefusedUpdateTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RefusedUpdateTests(StoreKind.PostgreSql);
}
