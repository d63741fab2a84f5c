using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;
using AllianceServices.TestKit;
using Grpc.Core;
using Npgsql;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.ServiceDefaults.Tests;

/// <summary>Two replicas of a register on one PostgreSQL are one register.</summary>
public class ReplicaTests
{
    // So rare that only news from the database can have woken anybody.
    private const string RarePolls = "--Events:PollInterval=01:00:00";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_at_both_make_one_log_without_gaps_that_both_read()
    {
        await using var pair = await Pair.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => AddAsync(pair[i % 2], $"s{i}")));

        var log = await ReadLogAsync(pair[0]);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), log.Select(change => change.Sequence));
        Assert.Equal(60, log.Select(change => change.Name).Distinct().Count());
        Assert.Equal(log.Select(change => change.RecordTime.ToDateTimeOffset()).Order(), log.Select(change => change.RecordTime.ToDateTimeOffset()));
        Assert.Equal(log, await ReadLogAsync(pair[1]));
    }

    [Fact]
    public async Task Of_writers_that_race_for_one_name_one_wins()
    {
        await using var pair = await Pair.StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RpcAssert.OutcomeAsync(() =>
            AddAsync(pair[i % 2], "same"))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == StatusCode.OK));
        Assert.Equal(19, outcomes.Count(outcome => outcome == StatusCode.AlreadyExists));
        Assert.Single(await ReadLogAsync(pair[0]));
    }

    [Fact]
    public async Task Of_writers_that_race_with_one_etag_one_wins()
    {
        await using var pair = await Pair.StartAsync();
        var source = await AddAsync(pair[0], "same");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RpcAssert.OutcomeAsync(() =>
            Client(pair[i % 2]).UpdateSourceAsync(new() { Source = new() { Name = source.Name, Publisher = $"P{i}" }, Etag = source.Etag }).ResponseAsync)));

        Assert.Equal(1, outcomes.Count(outcome => outcome == StatusCode.OK));
        Assert.Equal(19, outcomes.Count(outcome => outcome == StatusCode.Aborted));
        Assert.Equal(2, (await ReadLogAsync(pair[1])).Count);
    }

    [Fact]
    public async Task A_request_that_is_repeated_at_the_other_replica_has_one_effect_and_one_answer()
    {
        await using var pair = await Pair.StartAsync();
        var request = new CreateSourceRequest { SourceId = "a", Source = Sample.Source(), RequestId = Guid.NewGuid().ToString() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Client(pair[i % 2]).CreateSourceAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Single(await ReadLogAsync(pair[0]));
        request.Source.Publisher = "Another";
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused, Client(pair[1]).CreateSourceAsync(request));
    }

    [Fact]
    public async Task A_follower_of_one_sees_at_once_what_is_written_at_the_other()
    {
        await using var pair = await Pair.StartAsync();
        using var follow = Client(pair[0]).StreamChanges(new() { Follow = true }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: Ct);
        Assert.True(await follow.ResponseStream.MoveNext(Ct));

        await AddAsync(pair[1], "a");
        // Unasked, a stream tells of itself every ten seconds only.
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        soon.CancelAfter(TimeSpan.FromSeconds(8));
        while (follow.ResponseStream.Current.Change is null)
        {
            Assert.True(await follow.ResponseStream.MoveNext(soon.Token));
        }

        Assert.Equal("sources/a", follow.ResponseStream.Current.Change.Name);
    }

    [Fact]
    public async Task One_of_them_relays_what_both_write_each_change_once_and_in_order()
    {
        await using var pair = await Pair.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => AddAsync(pair[i % 2], $"s{i}")));
        await pair.PublishedAsync(60);

        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"statements/{i}"), pair.Dapr.Ids);
    }

    [Fact]
    public async Task When_the_one_that_relays_stops_the_other_goes_on_with_nothing_lost_or_doubled()
    {
        await using var pair = await Pair.StartAsync();
        await AddAsync(pair[1], "a");
        await pair.PublishedAsync(1);

        // The first to start relays.
        await pair[0].StopAsync();
        await AddAsync(pair[1], "b");
        await pair.PublishedAsync(2);

        Assert.Equal(["statements/1", "statements/2"], pair.Dapr.Ids);
    }

    [Fact]
    public async Task When_the_database_ends_the_session_that_leads_relaying_goes_on_with_nothing_lost()
    {
        await using var pair = await Pair.StartAsync();
        await AddAsync(pair[0], "a");
        await pair.PublishedAsync(1);

        await using (var source = NpgsqlDataSource.Create(pair[0].Database))
        await using (var end = source.CreateCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
        {
            Assert.Equal(1L, await end.ExecuteScalarAsync(Ct));
        }
        await AddAsync(pair[1], "b");
        await AddAsync(pair[0], "c");
        await Eventually.HoldsAsync(() => pair.Dapr.Ids.Contains("statements/3"), "the last change was published");

        Assert.Equal(["statements/1", "statements/2", "statements/3"], pair.Dapr.Ids.Distinct());
    }

    private static StatementsClient Client(TestService service) => new(service.Grpc);

    private static async Task<Source> AddAsync(TestService service, string id) =>
        await Client(service).CreateSourceAsync(new() { SourceId = id, Source = Sample.Source() });

    private static async Task<List<Change>> ReadLogAsync(TestService service)
    {
        using var call = Client(service).StreamChanges(new());
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return [.. messages.Select(message => message.Change).OfType<Change>()];
    }

    private sealed record Pair(FakeDapr Dapr, TestService First, TestService Second) : IAsyncDisposable
    {
        public TestService this[int replica] => replica == 0 ? First : Second;

        public static async Task<Pair> StartAsync()
        {
            StoreKind.PostgreSql.SkipUnlessAvailable();
            var dapr = await FakeDapr.StartAsync();
            var first = await TestService.StartAsync(
                ServiceInfo.Statements, StoreKind.PostgreSql, args => StatementsHost.Build(args), dapr.Option, RarePolls);
            return new(dapr, first, await TestService.StartBesideAsync(first, args => StatementsHost.Build(args), dapr.Option, RarePolls));
        }

        public Task PublishedAsync(int count) => Eventually.HoldsAsync(() => Dapr.Published.Count >= count, $"{count} events were published");

        public async ValueTask DisposeAsync()
        {
            await Second.DisposeAsync();
            await First.DisposeAsync();
            await Dapr.DisposeAsync();
        }
    }
}
