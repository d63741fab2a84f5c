using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class StreamChangesTests(StoreKind store)
{
    [Fact]
    public async Task The_log_tells_every_change_with_the_resource_as_it_was_then()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");
        var published = await app.Client.PublishStatementAsync(new() { Name = draft.Name });

        var log = await app.ReadLogAsync();

        Assert.Equal(
            [(1, "sources/briefing", 1), (2, "statements/kirby", 1), (3, "statements/kirby", 2)],
            log.Select(change => (change.Sequence, change.Name, change.Revision)));
        Assert.Equal(
            [Change.Types.Kind.Created, Change.Types.Kind.Created, Change.Types.Kind.Published], log.Select(change => change.Kind));
        Assert.All(log, change => Assert.Equal("statements", change.Register));
        Assert.Equal(draft, log[1].Resource.Unpack<Statement>());
        Assert.Equal(published, log[2].Resource.Unpack<Statement>());
        Assert.Equal(published.UpdateTime, log[2].RecordTime);
    }

    [Fact]
    public async Task A_reader_goes_on_where_it_stopped_and_a_bookmark_ends_what_there_is()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("a", "b", "c");

        using var call = app.Client.StreamChanges(new() { After = 2 });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([3, 4], messages.SkipLast(1).Select(message => message.Change.Sequence));
        Assert.Equal(4, messages[^1].Bookmark.Sequence);
    }

    [Fact]
    public async Task At_the_end_there_is_only_the_bookmark()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        using var call = app.Client.StreamChanges(new() { After = 1 });

        var message = Assert.Single(await call.ResponseStream.ReadAllAsync().ToListAsync());
        Assert.Equal(new Bookmark { Sequence = 1 }, message.Bookmark);
    }

    [Fact]
    public async Task A_log_of_more_than_one_page_is_sent_whole()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(Enumerable.Range(0, 1100).Select(i =>
            new ImportRequest { Line = i, Statement = Sample.Statement(s => s.Name = $"statements/s{i}") }));

        var log = await app.ReadLogAsync(after: 100);

        Assert.Equal(Enumerable.Range(101, 1001).Select(i => (long)i), log.Select(change => change.Sequence));
    }

    [Fact]
    public async Task A_follower_sees_at_once_what_is_written_later()
    {
        // Shorter than the interval of the bookmarks, so that only the commit can have woken the stream.
        var soon = TimeSpan.FromSeconds(8);
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        using var call = app.Client.StreamChanges(new() { Follow = true });
        var follower = call.ResponseStream;
        Assert.Equal(1, (await NextChangeAsync(follower)).Sequence);

        await app.AddAsync("a");
        Assert.Equal("statements/a", (await NextChangeAsync(follower).WaitAsync(soon)).Name);
        await app.AddAsync("b");
        Assert.Equal("statements/b", (await NextChangeAsync(follower).WaitAsync(soon)).Name);
    }

    [Fact]
    public async Task A_bookmark_follows_the_changes_that_it_covers()
    {
        await using var app = await StatementsApp.StartAsync(store);
        using var call = app.Client.StreamChanges(new() { Follow = true });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(0, call.ResponseStream.Current.Bookmark.Sequence);

        await app.AddSourceAsync("briefing");

        // The first bookmark comes once more if the replica's listener gets ready meanwhile.
        Assert.Equal(1, (await NextChangeAsync(call.ResponseStream)).Sequence);
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(1, call.ResponseStream.Current.Bookmark.Sequence);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public async Task Beyond_the_end_the_reader_knew_another_log(long after)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.OutOfRange, ErrorReason.SequenceOutOfRange,
            () => app.ReadLogAsync(after));

        Assert.Equal("1", failure.Info.Metadata["last"]);
    }

    [Fact]
    public async Task A_negative_sequence_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid, () => app.ReadLogAsync(-1));

        Assert.Equal(["after"], failure.Fields);
    }

    [Fact]
    public async Task Concurrent_writers_leave_no_gap_and_every_follower_sees_the_same_order()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        using var call = app.Client.StreamChanges(new() { Follow = true });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer =>
            app.AddManyAsync([.. Enumerable.Range(0, 10).Select(i => $"w{writer}-{i}")])));

        var followed = new List<Change>();
        while (followed.Count < 81)
        {
            followed.Add(await NextChangeAsync(call.ResponseStream));
        }
        Assert.Equal(Enumerable.Range(1, 81).Select(i => (long)i), followed.Select(change => change.Sequence));
        Assert.Equal(81, followed.Select(change => change.Name).Distinct().Count());
        Assert.Equal(followed, await app.ReadLogAsync());
    }

    [Fact]
    public async Task A_service_stops_promptly_though_somebody_follows()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        using var call = app.Client.StreamChanges(new() { Follow = true });
        await NextChangeAsync(call.ResponseStream);

        // Kestrel would wait 30 seconds for open calls before it cuts them.
        await app.Service.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        var ended = await Assert.ThrowsAsync<RpcException>(() => NextChangeAsync(call.ResponseStream));
        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
    }

    private static async Task<Change> NextChangeAsync(IAsyncStreamReader<StreamChangesResponse> stream)
    {
        while (await stream.MoveNext())
        {
            if (stream.Current.Change is { } change)
            {
                return change;
            }
        }
        throw new InvalidOperationException("The stream ended.");
    }

    public class OnSqlite() : StreamChangesTests(StoreKind.Sqlite);

    public class OnPostgreSql() : StreamChangesTests(StoreKind.PostgreSql);
}
