using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

public abstract class DurabilityTests(StoreKind store)
{
    private const string RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11";

    private static CreateStatementRequest Request =>
        new() { StatementId = "kirby", Statement = Sample.Statement(), RequestId = RequestId };

    [Theory]
    [InlineData("statements")]
    [InlineData("changes")]
    [InlineData("requests")]
    public async Task A_write_that_fails_anywhere_leaves_nothing_behind(string table)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await using var db = await app.OpenDatabaseAsync();
        await Fault.InjectAsync(db, store, table);

        var failure = await RpcAssert.FailsAsync(StatusCode.Internal, ErrorReason.Internal,
            app.Client.CreateStatementAsync(Request));

        Assert.DoesNotContain("secret", failure.Status.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), await CountAsync(app));
        await Fault.RemoveAsync(db, store);
        await app.Client.CreateStatementAsync(Request);
        Assert.Equal((1, 2, 1), await CountAsync(app));
        Assert.Equal([1, 2], (await app.ReadLogAsync()).Select(change => change.Sequence));
    }

    // So many rows go past Entity Framework, in one command.
    [Theory]
    [InlineData("statements")]
    [InlineData("changes")]
    public async Task An_import_that_fails_between_two_rows_leaves_nothing_of_its_chunk_behind(string table)
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await using var db = await app.OpenDatabaseAsync();
        var rows = Enumerable.Range(1, 20).Select(line => new ImportRequest
        {
            Line = line,
            Statement = Sample.Statement(statement => statement.Name = $"statements/s{line}"),
        }).ToList();
        await Fault.InjectAsync(db, store, table, where: "NEW.\"Name\" = 'statements/s10'");

        await RpcAssert.FailsAsync(StatusCode.Internal, ErrorReason.Internal, () => app.ImportAsync(rows));

        Assert.Equal((0, 1, 0), await CountAsync(app));
        await Fault.RemoveAsync(db, store);
        Assert.Equal(20, (await app.ImportAsync(rows)).Created);
        Assert.Equal(Enumerable.Range(1, 21).Select(i => (long)i), (await app.ReadLogAsync()).Select(change => change.Sequence));
    }

    [Fact]
    public async Task A_restart_finds_everything_and_the_log_goes_on()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var statement = await app.AddAsync("a");
        var log = await app.ReadLogAsync();

        await app.Service.StopAsync();
        await app.Service.StartAsync();

        Assert.Equal(statement, await app.Client.GetStatementAsync(new() { Name = statement.Name }));
        Assert.Equal(log, await app.ReadLogAsync());
        await app.AddAsync("b");
        Assert.Equal(3, Assert.Single(await app.ReadLogAsync(after: 2)).Sequence);
    }

    private static async Task<(int Statements, int Changes, int Requests)> CountAsync(StatementsApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return (await db.Set<StatementRow>().CountAsync(), await db.Changes.CountAsync(), await db.Requests.CountAsync());
    }

    public class OnSqlite() : DurabilityTests(StoreKind.Sqlite);

    public class OnPostgreSql() : DurabilityTests(StoreKind.PostgreSql);
}
