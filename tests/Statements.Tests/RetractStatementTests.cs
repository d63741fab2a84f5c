using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.Statements.Tests;

public abstract class RetractStatementTests(StoreKind store)
{
    private const string Name = "statements/kirby";

    [Fact]
    public async Task What_is_published_is_withdrawn_with_the_reason_and_stays_readable()
    {
        await using var app = await StartWithPublishedAsync();

        var retracted = await app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said." });

        Assert.Equal((State.Retracted, "It was never said.", 3L), (retracted.State, retracted.RetractionReason, retracted.Revision));
        Assert.Equal(retracted, await app.Client.GetStatementAsync(new() { Name = Name }));
        Assert.Equal(Change.Types.Kind.Retracted, Assert.Single(await app.ReadLogAsync(after: 3)).Kind);
        var listed = await app.Client.ListStatementsAsync(new() { Filter = "state = STATE_RETRACTED" });
        Assert.Equal([retracted], listed.Statements);
    }

    [Fact]
    public async Task Retracting_again_changes_nothing()
    {
        await using var app = await StartWithPublishedAsync();
        var first = await app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said." });

        Assert.Equal(first, await app.Client.RetractStatementAsync(new() { Name = Name, Reason = "Another reason." }));
        Assert.Equal(4, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task What_was_retracted_can_be_published_again()
    {
        await using var app = await StartWithPublishedAsync();
        await app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said." });

        var published = await app.Client.PublishStatementAsync(new() { Name = Name });

        Assert.Equal((State.Published, false, 4L), (published.State, published.HasRetractionReason, published.Revision));
    }

    [Fact]
    public async Task A_draft_cannot_be_retracted()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed,
            app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said." }));

        Assert.Equal("STATE_DRAFT", failure.Info.Metadata["state"]);
        Assert.Equal(Name, Assert.Single(failure.Detail<PreconditionFailure>()!.Violations).Subject);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task What_is_retracted_cannot_be_changed()
    {
        await using var app = await StartWithPublishedAsync();
        await app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said." });

        await RpcAssert.FailsAsync(StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed, app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = Name, Summary = "Fifteen." }, CorrectionNote = "The transcript." }));

        Assert.Equal(4, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_reason_is_required()
    {
        await using var app = await StartWithPublishedAsync();

        var failure = await RpcAssert.FailsAsync(
            StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.RetractStatementAsync(new() { Name = Name, Reason = " " }));

        Assert.Equal(["reason"], failure.Fields);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts()
    {
        await using var app = await StartWithPublishedAsync();

        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch,
            app.Client.RetractStatementAsync(new() { Name = Name, Reason = "It was never said.", Etag = "\"1\"" }));

        Assert.Equal(3, await app.ReadHeadAsync());
    }

    private async Task<StatementsApp> StartWithPublishedAsync()
    {
        var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");
        await app.Client.PublishStatementAsync(new() { Name = Name });
        return app;
    }

    public class OnSqlite() : RetractStatementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RetractStatementTests(StoreKind.PostgreSql);
}
