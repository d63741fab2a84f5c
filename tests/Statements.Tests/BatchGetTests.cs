using Alliance.Errors.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class BatchGetTests(StoreKind store)
{
    [Fact]
    public async Task Statements_come_in_the_order_of_their_names()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b", "c");

        var response = await app.Client.BatchGetStatementsAsync(new() { Names = { "statements/c", "statements/a" } });

        Assert.Equal(["statements/c", "statements/a"], response.Statements.Select(statement => statement.Name));
        Assert.Equal(await app.Client.GetStatementAsync(new() { Name = "statements/c" }), response.Statements[0]);
    }

    [Fact]
    public async Task A_missing_statement_fails_the_call_and_is_named()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("a");

        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.BatchGetStatementsAsync(new() { Names = { "statements/a", "statements/none" } }));

        Assert.Equal("statements/none", failure.Detail<ResourceInfo>()!.ResourceName);
    }

    [Fact]
    public async Task What_is_missing_can_be_left_out()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("a");

        var response = await app.Client.BatchGetStatementsAsync(
            new() { Names = { "statements/none", "statements/a" }, AllowMissing = true });

        Assert.Equal(["statements/a"], response.Statements.Select(statement => statement.Name));
    }

    [Fact]
    public async Task More_than_a_message_may_hold_is_refused_and_fewer_are_not()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("long", statement => statement.Quote = new string('q', 10_000));
        var names = Enumerable.Repeat("statements/long", 400).ToList();

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.BatchGetStatementsAsync(new() { Names = { names } }));

        Assert.Equal(["names"], failure.Fields);
        Assert.Equal(300, (await app.Client.BatchGetStatementsAsync(new() { Names = { names.Take(300) } })).Statements.Count);
    }

    [Fact]
    public async Task Sources_work_alike()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await app.AddSourceAsync("a");
        await app.AddSourceAsync("b");

        var both = await app.Client.BatchGetSourcesAsync(new() { Names = { "sources/b", "sources/a" } });
        var one = await app.Client.BatchGetSourcesAsync(new() { Names = { "sources/none", "sources/a" }, AllowMissing = true });
        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.BatchGetSourcesAsync(new() { Names = { "sources/none" } }));

        Assert.Equal(["sources/b", "sources/a"], both.Sources.Select(source => source.Name));
        Assert.Equal(["sources/a"], one.Sources.Select(source => source.Name));
        Assert.Equal("alliance.services/Source", failure.Detail<ResourceInfo>()!.ResourceType);
    }

    [Fact]
    public async Task A_thousand_names_are_served_and_one_more_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);
        var names = Enumerable.Range(0, 1001).Select(i => $"statements/s{i}").ToList();

        var served = await app.Client.BatchGetStatementsAsync(new() { Names = { names.Take(1000) }, AllowMissing = true });
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.BatchGetStatementsAsync(new() { Names = { names }, AllowMissing = true }));

        Assert.Empty(served.Statements);
        Assert.Equal(["names"], failure.Fields);
    }

    [Fact]
    public async Task Each_name_must_have_its_form()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var wrong = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.BatchGetStatementsAsync(new() { Names = { "statements/a", "sources/b", "" }, AllowMissing = true }));
        var none = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.BatchGetStatementsAsync(new()));

        Assert.Equal(["names[1]", "names[2]"], wrong.Fields);
        Assert.Equal(["names"], none.Fields);
    }

    public class OnSqlite() : BatchGetTests(StoreKind.Sqlite);

    public class OnPostgreSql() : BatchGetTests(StoreKind.PostgreSql);
}
