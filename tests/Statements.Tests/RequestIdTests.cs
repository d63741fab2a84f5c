using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class RequestIdTests(StoreKind store)
{
    private const string Id = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11";

    private static CreateStatementRequest Request(string summary = "As said.") =>
        new() { StatementId = "kirby", Statement = Sample.Statement(s => s.Summary = summary), RequestId = Id };

    [Fact]
    public async Task A_repeated_call_gets_the_same_answer_and_writes_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var first = await app.Client.CreateStatementAsync(Request());
        var second = await app.Client.CreateStatementAsync(Request());

        Assert.Equal(first, second);
        var change = Assert.Single(await app.ReadLogAsync(after: 1));
        Assert.Equal(Id, change.RequestId);
    }

    [Fact]
    public async Task The_first_answer_is_repeated_even_after_the_statement_has_moved_on()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.Client.CreateStatementAsync(Request());
        await app.Client.PublishStatementAsync(new() { Name = draft.Name });

        Assert.Equal(draft, await app.Client.CreateStatementAsync(Request()));
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.Client.CreateStatementAsync(Request());

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            app.Client.CreateStatementAsync(Request("Something else.")));

        Assert.Equal(["request_id"], failure.Fields);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task The_same_id_with_another_method_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.Client.CreateStatementAsync(Request());

        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            app.Client.PublishStatementAsync(new() { Name = "statements/kirby", RequestId = Id }));
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            app.Client.CreateSourceAsync(new() { SourceId = "other", Source = Sample.Source(), RequestId = Id }));

        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task Publish_and_create_source_can_be_repeated_too()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");
        var publish = new PublishStatementRequest { Name = draft.Name, Etag = draft.Etag, RequestId = Id };
        var source = new CreateSourceRequest
        {
            SourceId = "other",
            Source = Sample.Source(),
            RequestId = "00000000-0000-4000-8000-000000000002",
        };

        // The etag is out of date the second time; the repetition is recognized before that is looked at.
        Assert.Equal(await app.Client.PublishStatementAsync(publish), await app.Client.PublishStatementAsync(publish));
        Assert.Equal(await app.Client.CreateSourceAsync(source), await app.Client.CreateSourceAsync(source));

        Assert.Equal(4, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task Concurrent_callers_with_one_id_get_one_answer()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => app.Client.CreateStatementAsync(Request()).ResponseAsync));

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_failed_call_does_not_use_up_its_id()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.ReferenceNotFound,
            app.Client.CreateStatementAsync(Request()));
        await app.AddSourceAsync("briefing");

        var created = await app.Client.CreateStatementAsync(Request());

        Assert.Equal("statements/kirby", created.Name);
    }

    [Fact]
    public async Task The_id_is_remembered_across_a_restart()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var first = await app.Client.CreateStatementAsync(Request());
        await app.Service.StopAsync();
        await app.Service.StartAsync();

        Assert.Equal(first, await app.Client.CreateStatementAsync(Request()));
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    public class OnSqlite() : RequestIdTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RequestIdTests(StoreKind.PostgreSql);
}
