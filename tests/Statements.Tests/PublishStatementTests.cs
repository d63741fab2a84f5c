using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.Statements.Tests;

public abstract class PublishStatementTests(StoreKind store)
{
    [Fact]
    public async Task A_draft_becomes_public_in_a_new_revision()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");

        var published = await app.Client.PublishStatementAsync(new() { Name = draft.Name, Etag = draft.Etag });

        Assert.Equal((State.Published, 2L, "\"2\""), (published.State, published.Revision, published.Etag));
        Assert.Equal(draft.CreateTime, published.CreateTime);
        Assert.Equal(published, await app.Client.GetStatementAsync(new() { Name = draft.Name }));
        var change = Assert.Single(await app.ReadLogAsync(after: 2));
        Assert.Equal((Change.Types.Kind.Published, 2L), (change.Kind, change.Revision));
    }

    [Fact]
    public async Task Publishing_again_changes_nothing()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");
        var first = await app.Client.PublishStatementAsync(new() { Name = "statements/kirby" });

        var second = await app.Client.PublishStatementAsync(new() { Name = "statements/kirby" });

        Assert.Equal(first, second);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts_and_the_current_one_is_told()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");
        var published = await app.Client.PublishStatementAsync(new() { Name = draft.Name });

        var failure = await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch,
            app.Client.PublishStatementAsync(new() { Name = draft.Name, Etag = draft.Etag }));

        Assert.Equal(published.Etag, failure.Info.Metadata["etag"]);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_statement_that_does_not_exist_is_not_found()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.PublishStatementAsync(new() { Name = "statements/none" }));

        Assert.Equal("statements/none", failure.Detail<ResourceInfo>()!.ResourceName);
        Assert.Equal(0, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_name_of_another_form_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.PublishStatementAsync(new() { Name = "sources/briefing", RequestId = "not-a-uuid" }));

        Assert.Equal(["name", "request_id"], failure.Fields);
    }

    public class OnSqlite() : PublishStatementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : PublishStatementTests(StoreKind.PostgreSql);
}
