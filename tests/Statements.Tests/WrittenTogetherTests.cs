using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

/// <summary>Calls that wait for the same turn are committed together, and none of them notices.</summary>
public abstract class WrittenTogetherTests(StoreKind store)
{
    private const int Count = 20;

    /// <summary>Makes calls while another write has the turn, and ends that write when all of them wait.</summary>
    private static async Task<StatusCode[]> TogetherAsync(StatementsApp app, params Func<Task>[] calls)
    {
        var register = app.Service.Services.GetRequiredService<Register<StatementsContext>>();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = Task.Run(() => register.TransactAsync("holder", "", async _ =>
        {
            begun.SetResult();
            await end.Task;
            return true;
        }, CancellationToken.None));
        await begun.Task;
        var outcomes = calls.Select(RpcAssert.OutcomeAsync).ToList();
        await Eventually.HoldsAsync(() => register.Waiting == calls.Length, "all calls wait");
        end.SetResult();
        await holding;
        return await Task.WhenAll(outcomes);
    }

    private static Func<Task> Adding(StatementsApp app, string id, Action<Statement>? change = null) => () => app.AddAsync(id, change);

    private static int Transactions(IEnumerable<Change> log) => log.Select(change => change.RecordTime).Distinct().Count();

    [Fact]
    public async Task They_make_one_transaction_and_each_has_its_own_change_and_answer()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var answers = new Statement[Count];

        await TogetherAsync(app, [.. Enumerable.Range(0, Count).Select<int, Func<Task>>(i => async () => answers[i] = await app.AddAsync($"s{i}"))]);

        var log = await app.ReadLogAsync(after: 1);
        Assert.Equal(Enumerable.Range(2, Count).Select(i => (long)i), log.Select(change => change.Sequence));
        Assert.Equal(1, Transactions(log));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"statements/s{i}"), answers.Select(answer => answer.Name));
        Assert.All(answers, answer => Assert.Equal((1, "\"1\""), (answer.Revision, answer.Etag)));
        Assert.Equal(
            answers.OrderBy(answer => answer.Name, StringComparer.Ordinal),
            log.Select(change => change.Resource.Unpack<Statement>()).OrderBy(statement => statement.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_is_refused_alone()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("taken");

        var outcomes = await TogetherAsync(app,
            Adding(app, "a"), Adding(app, "taken"), Adding(app, "b"), Adding(app, "c", statement => statement.Sources.Add("sources/none")),
            Adding(app, "d"));

        Assert.Equal([StatusCode.OK, StatusCode.AlreadyExists, StatusCode.OK, StatusCode.InvalidArgument, StatusCode.OK], outcomes);
        var log = await app.ReadLogAsync(after: 2);
        Assert.Equal(["statements/a", "statements/b", "statements/d"], log.Select(change => change.Name).Order());
        Assert.Equal([3L, 4, 5], log.Select(change => change.Sequence));
        Assert.Equal(1, Transactions(log));
    }

    [Fact]
    public async Task Of_those_that_want_the_same_the_first_gets_it()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("draft");

        var outcomes = await TogetherAsync(app,
            [.. Enumerable.Range(0, 5).Select(_ => Adding(app, "new")), .. Enumerable.Range(0, 5).Select(i => Updating(app, draft, $"Venue {i}"))]);

        Assert.Equal(1, outcomes.Take(5).Count(outcome => outcome == StatusCode.OK));
        Assert.Equal(4, outcomes.Take(5).Count(outcome => outcome == StatusCode.AlreadyExists));
        Assert.Equal(1, outcomes.Skip(5).Count(outcome => outcome == StatusCode.OK));
        Assert.Equal(4, outcomes.Skip(5).Count(outcome => outcome == StatusCode.Aborted));
        Assert.Equal(4, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task One_request_that_comes_twice_has_one_effect_and_one_answer()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var request = new CreateStatementRequest { StatementId = "a", Statement = Sample.Statement(), RequestId = Guid.NewGuid().ToString() };
        var answers = new Statement[4];

        await TogetherAsync(app, [.. Enumerable.Range(0, 4).Select<int, Func<Task>>(i => async () => answers[i] = await app.Client.CreateStatementAsync(request))]);

        Assert.Single(answers.Distinct());
        Assert.Single(await app.ReadLogAsync(after: 1));
    }

    [Fact]
    public async Task Where_the_database_fails_for_one_the_others_are_committed_once()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await using var db = await app.OpenDatabaseAsync();
        await Fault.InjectAsync(db, store, "statements", where: "NEW.\"Name\" = 'statements/bad'");

        var outcomes = await TogetherAsync(app, Adding(app, "a"), Adding(app, "bad"), Adding(app, "b"));
        await Fault.RemoveAsync(db, store);

        Assert.Equal([StatusCode.OK, StatusCode.Internal, StatusCode.OK], outcomes);
        var log = await app.ReadLogAsync(after: 1);
        Assert.Equal([(2L, 1L), (3L, 1L)], log.Select(change => (change.Sequence, change.Revision)));
        Assert.Equal(["statements/a", "statements/b"], log.Select(change => change.Name).Order());
        Assert.Equal(2, (await app.Client.ListStatementsAsync(new())).Statements.Count);
    }

    private static Func<Task> Updating(StatementsApp app, Statement statement, string venue) => () => app.Client.UpdateStatementAsync(new()
    {
        Statement = new() { Name = statement.Name, Venue = venue },
        Etag = statement.Etag,
    }).ResponseAsync;

    public class OnSqlite() : WrittenTogetherTests(StoreKind.Sqlite);

    public class OnPostgreSql() : WrittenTogetherTests(StoreKind.PostgreSql)
    {
        [Fact]
        public async Task Where_the_database_cannot_go_on_they_fail_together_and_are_not_tried_one_by_one()
        {
            await using var app = await StatementsApp.StartWithSourceAsync(StoreKind.PostgreSql);
            await using var db = await app.OpenDatabaseAsync();
            // What a wait for a lock ends with. A sequence counts on, whatever becomes of the transaction.
            await db.Database.ExecuteSqlRawAsync("""
                CREATE SEQUENCE tries;
                CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM nextval('tries'); RAISE EXCEPTION 'timeout' USING ERRCODE = '55P03'; END $$;
                CREATE TRIGGER fault BEFORE INSERT ON statements FOR EACH ROW EXECUTE FUNCTION fault();
                """);

            var outcomes = await TogetherAsync(app, Adding(app, "a"), Adding(app, "b"), Adding(app, "c"));
            var tries = await db.Database.SqlQueryRaw<long>("SELECT last_value AS \"Value\" FROM tries").SingleAsync();
            await db.Database.ExecuteSqlRawAsync("DROP FUNCTION fault CASCADE; DROP SEQUENCE tries;");

            Assert.All(outcomes, outcome => Assert.Equal(StatusCode.Unavailable, outcome));
            Assert.Equal(1, tries);
            Assert.Equal(1, await app.ReadHeadAsync());
        }
    }
}
