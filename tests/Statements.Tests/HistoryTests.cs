using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.Statements.Tests;

/// <summary>
/// Any sequence of calls, good and bad, repeated, and cut off inside their transactions, leaves a log that alone says what the
/// register holds. The seed of a failure is in the name of the test.
/// </summary>
public abstract class HistoryTests(StoreKind store)
{
    private const int Calls = 60;

    // Every table that a write of a statement touches.
    private static readonly string[] Tables = ["changes", "statements", "requests"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_log_alone_says_what_the_register_holds(int seed)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var calls = new RandomCalls(app.Client, new Random(seed));
        var log = await app.ReadLogAsync();

        for (var i = 0; i < Calls; i++)
        {
            var isCutOff = i % 4 == 3;
            var outcome = isCutOff ? await WithFaultAsync(app, Tables[i / 4 % Tables.Length], calls.NextAsync) : await calls.NextAsync();
            var after = await app.ReadLogAsync();
            // Nothing in it ever changes, and what was refused or cut off added nothing.
            Assert.Equal(log, after.Take(log.Count));
            Assert.True(outcome == StatusCode.OK || after.Count == log.Count, $"call {i} ended in {outcome} and was logged");
            log = after;
        }

        Assert.Equal(Enumerable.Range(1, log.Count).Select(sequence => (long)sequence), log.Select(change => change.Sequence));
        var newest = log.Where(change => change.Resource.Is(Statement.Descriptor)).GroupBy(change => change.Name)
            .OrderBy(changes => changes.Key, StringComparer.Ordinal).ToList();
        Assert.NotEmpty(newest);
        Assert.All(newest, changes => Assert.Equal(
            Enumerable.Range(1, changes.Count()).Select(revision => (long)revision), changes.Select(change => change.Revision)));
        var held = await app.Client.ListStatementsAsync(new());
        Assert.Equal(newest.Select(changes => changes.Last().Resource.Unpack<Statement>()), held.Statements);
        // Those that failed on the way can be repeated, each with one effect.
        await calls.RepeatAllAsync();
        Assert.Equal(log, (await app.ReadLogAsync()).Take(log.Count));
    }

    private async Task<StatusCode> WithFaultAsync(StatementsApp app, string table, Func<Task<StatusCode>> call)
    {
        await using var db = await app.OpenDatabaseAsync();
        await Fault.InjectAsync(db, store, table);
        try
        {
            return await call();
        }
        finally
        {
            await Fault.RemoveAsync(db, store);
        }
    }

    /// <summary>Calls on a few statements, drawn by chance: most are good, some come too late or twice.</summary>
    private sealed class RandomCalls(StatementsClient client, Random random)
    {
        private readonly List<Func<Task<Statement>>> _made = [];

        public Task<StatusCode> NextAsync()
        {
            if (_made.Count > 0 && random.Next(5) == 0)
            {
                return RpcAssert.OutcomeAsync(_made[random.Next(_made.Count)]);
            }
            var requestId = new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString();
            var call = Draw(((char)('a' + random.Next(4))).ToString(), requestId);
            _made.Add(call);
            return RpcAssert.OutcomeAsync(call);
        }

        public async Task RepeatAllAsync()
        {
            foreach (var call in _made)
            {
                await RpcAssert.OutcomeAsync(call);
            }
        }

        private Func<Task<Statement>> Draw(string id, string requestId)
        {
            var (name, number) = ($"statements/{id}", random.Next(1000));
            return random.Next(6) switch
            {
                0 or 1 => () => client.CreateStatementAsync(
                    new() { StatementId = id, Statement = Sample.Statement(s => s.Summary = $"Number {number}."), RequestId = requestId }).ResponseAsync,
                2 => () => client.PublishStatementAsync(new() { Name = name, RequestId = requestId }).ResponseAsync,
                3 => () => client.RetractStatementAsync(new() { Name = name, Reason = $"Reason {number}.", RequestId = requestId }).ResponseAsync,
                4 => () => client.UpdateStatementAsync(new()
                {
                    Statement = new() { Name = name, Summary = $"Number {number}." },
                    CorrectionNote = $"Note {number}.",
                    RequestId = requestId,
                }).ResponseAsync,
                _ => () => client.UpdateStatementAsync(
                    new() { Statement = new() { Name = name, Venue = $"Venue {number}" }, Etag = $"\"{number % 4}\"", RequestId = requestId }).ResponseAsync,
            };
        }
    }

    public class OnSqlite() : HistoryTests(StoreKind.Sqlite);

    public class OnPostgreSql() : HistoryTests(StoreKind.PostgreSql);
}
