using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using StatementsContract = Alliance.Statements.V1.StatementsService;

namespace AllianceServices.Statements.Tests;

/// <summary>Every write answers with a token, and a read that carries one is answered once the register includes it.</summary>
public abstract class FreshnessTests(StoreKind store)
{
    private const string RequestId = "00000000-0000-4000-8000-000000000001";

    // Each write once, in a register that holds a source and a draft: the log is at 2.
    private static readonly Dictionary<string, Func<StatementsApp, Task<string?>>> Writes = new()
    {
        ["CreateStatement"] = app => app.Client.CreateStatementAsync(new() { StatementId = "new", Statement = Sample.Statement() }).TokenAsync(),
        ["PublishStatement"] = app => app.Client.PublishStatementAsync(new() { Name = "statements/draft" }).TokenAsync(),
        ["UpdateStatement"] = app => app.Client.UpdateStatementAsync(new() { Statement = new() { Name = "statements/draft", Summary = "Other." } }).TokenAsync(),
        ["RetractStatement"] = async app =>
        {
            await app.Client.PublishStatementAsync(new() { Name = "statements/draft" });
            return await app.Client.RetractStatementAsync(new() { Name = "statements/draft", Reason = "It was never said." }).TokenAsync();
        },
        ["UpdateSource"] = app => app.Client.UpdateSourceAsync(new() { Source = new() { Name = Sample.SourceName, Title = "Other." } }).TokenAsync(),
        ["CreateSource"] = app => app.Client.CreateSourceAsync(new() { SourceId = "new", Source = Sample.Source() }).TokenAsync(),
        ["Import"] = app => app.Client.Import().TokenAsync(Row(1)),
    };

    public static TheoryData<string> WriteNames => [.. Tokens.WritesOf(StatementsContract.Descriptor)];

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Every_write_answers_with_a_token_that_includes_it(string method)
    {
        await using var app = await StartAsync();

        var token = await Writes[method](app);

        var head = await app.ReadHeadAsync();
        Assert.InRange(head, 3, 4);
        Assert.Equal($"statements/{head}", token);
    }

    [Fact]
    public async Task A_repeated_write_answers_with_the_end_of_the_log()
    {
        await using var app = await StartAsync();
        var request = new CreateStatementRequest { StatementId = "new", Statement = Sample.Statement(), RequestId = RequestId };
        Assert.Equal("statements/3", await app.Client.CreateStatementAsync(request).TokenAsync());
        await app.AddAsync("another");

        Assert.Equal("statements/4", await app.Client.CreateStatementAsync(request).TokenAsync());
    }

    [Fact]
    public async Task A_write_that_changes_nothing_answers_with_the_end_of_the_log()
    {
        await using var app = await StartAsync();
        await app.Client.PublishStatementAsync(new() { Name = "statements/draft" });
        await app.Client.Import().TokenAsync(Row(1));

        Assert.Equal("statements/4", await app.Client.PublishStatementAsync(new() { Name = "statements/draft" }).TokenAsync());
        Assert.Equal("statements/4", await app.Client.Import().TokenAsync(Row(1)));
    }

    [Fact]
    public async Task An_import_answers_with_the_token_of_its_last_chunk()
    {
        await using var app = await StartAsync();

        Assert.Equal("statements/452", await app.Client.Import().TokenAsync(Enumerable.Range(1, 450).Select(Row)));
    }

    [Fact]
    public async Task A_write_that_is_refused_has_no_token()
    {
        await using var app = await StartAsync();

        using var call = app.Client.PublishStatementAsync(new() { Name = "statements/nobody" });

        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);
        Assert.Null((await call.ResponseHeadersAsync).GetValue(Tokens.Header));
    }

    [Fact]
    public async Task An_empty_log_has_no_token()
    {
        await using var app = await StatementsApp.StartAsync(store);

        Assert.Null(await app.Client.Import().TokenAsync());
    }

    [Fact]
    public async Task A_read_with_ones_own_token_is_answered()
    {
        await using var app = await StartAsync();
        var token = await app.Client.PublishStatementAsync(new() { Name = "statements/draft" }).TokenAsync();

        var read = await app.Client.GetStatementAsync(new() { Name = "statements/draft" }, Tokens.Carry(token!));

        Assert.Equal(Statement.Types.State.Published, read.State);
    }

    [Fact]
    public async Task A_read_waits_for_the_change_that_it_wants()
    {
        await using var app = await StartAsync();
        var reading = app.Client.GetSourceAsync(new() { Name = "sources/third" }, Tokens.Carry("statements/4")).ResponseAsync;

        await app.AddSourceAsync("first");
        await app.AddSourceAsync("third");

        Assert.Equal("sources/third", (await reading).Name);
    }

    [Fact]
    public async Task A_stream_waits_too()
    {
        await using var app = await StartAsync();
        using var stream = app.Client.StreamChanges(new() { After = 2 }, Tokens.Carry("statements/3"));
        var reading = stream.ResponseStream.MoveNext(CancellationToken.None);

        await app.AddSourceAsync("first");

        Assert.True(await reading);
        Assert.Equal("sources/first", stream.ResponseStream.Current.Change.Name);
    }

    [Fact]
    public async Task Tokens_of_other_registers_ask_nothing_of_this_one()
    {
        await using var app = await StartAsync();

        var read = await app.Client.GetSourceAsync(
            new() { Name = "sources/briefing" }, Tokens.Carry("criteria/999,agreements/999", "statements/2"));

        Assert.Equal("sources/briefing", read.Name);
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_named_before_the_deadline()
    {
        await using var app = await StartAsync();

        var failure = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.FreshnessNotReached, app.Client.GetSourceAsync(
            new() { Name = "sources/briefing" }, Tokens.Carry("statements/2", "statements/3"), DateTime.UtcNow.AddSeconds(2)));

        Assert.Equal("statements/3", Assert.Single(failure.Info.Metadata, pair => pair.Key == "token").Value);
        Assert.True(failure.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("statements/0")]
    [InlineData("statements/1,gateway/1")]
    [InlineData("statements/9223372036854775808")]
    public async Task What_is_no_token_is_refused(string header)
    {
        await using var app = await StartAsync();

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.GetSourceAsync(new() { Name = "sources/briefing" }, Tokens.Carry(header)));

        Assert.Equal([Tokens.Header], failure.Fields);
    }

    [Fact]
    public async Task Reads_that_wait_do_not_hold_up_a_stop()
    {
        await using var app = await StartAsync();
        var reading = app.Client.GetSourceAsync(new() { Name = "sources/briefing" }, Tokens.Carry("statements/3"));
        // Carried by the same connection, so that the read before it has arrived.
        await app.ReadHeadAsync();

        await app.Service.StopAsync();

        await Assert.ThrowsAsync<RpcException>(() => reading.ResponseAsync);
    }

    [Fact]
    public async Task An_impossible_patience_keeps_the_service_from_starting()
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => StatementsApp.StartAsync("--Freshness:Patience=00:00:00"));

        Assert.Contains("Patience", exception.Message, StringComparison.Ordinal);
    }

    private async Task<StatementsApp> StartAsync()
    {
        var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("draft");
        return app;
    }

    private static ImportRequest Row(int line) =>
        new() { Line = line, Source = Sample.Source(source => source.Name = $"sources/imported-{line}") };

    public class OnSqlite() : FreshnessTests(StoreKind.Sqlite);

    public class OnPostgreSql() : FreshnessTests(StoreKind.PostgreSql);
}
