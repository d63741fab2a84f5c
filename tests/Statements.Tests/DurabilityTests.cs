using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

public class DurabilityTests
{
    private const string RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11";

    private static CreateStatementRequest Request =>
        new() { StatementId = "kirby", Statement = Sample.Statement(), RequestId = RequestId };

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_acknowledged()
    {
        await using var app = await StatementsApp.StartAsync();
        await using var db = await OpenAsync(app);

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("changes")]
    [InlineData("requests")]
    public async Task A_write_that_fails_anywhere_leaves_nothing_behind(string table)
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await using var db = await OpenAsync(app);
        var fault = $"CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'secret detail'); END;";
        await db.Database.ExecuteSqlRawAsync(fault);

        var failure = await RpcAssert.FailsAsync(StatusCode.Internal, ErrorReason.Internal,
            app.Client.CreateStatementAsync(Request));

        Assert.DoesNotContain("secret", failure.Status.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), await CountAsync(app));
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER fault;");
        await app.Client.CreateStatementAsync(Request);
        Assert.Equal((1, 2, 1), await CountAsync(app));
        Assert.Equal([1, 2], (await app.ReadLogAsync()).Select(change => change.Sequence));
    }

    [Fact]
    public async Task A_restart_finds_everything_and_the_log_goes_on()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        var statement = await app.AddAsync("a");
        var log = await app.ReadLogAsync();

        await app.Service.StopAsync();
        await app.Service.StartAsync();

        Assert.Equal(statement, await app.Client.GetStatementAsync(new() { Name = statement.Name }));
        Assert.Equal(log, await app.ReadLogAsync());
        await app.AddAsync("b");
        Assert.Equal(3, Assert.Single(await app.ReadLogAsync(after: 2)).Sequence);
    }

    [Fact]
    public async Task While_the_store_is_away_callers_are_told_to_come_back_and_then_served_again()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddAsync("a");
        var folder = Path.GetDirectoryName(app.Service.DatabaseFile)!;
        await using (var db = await OpenAsync(app))
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        Directory.Move(folder, folder + ".away");

        var write = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.StoreUnavailable, () => app.AddAsync("b"));
        var read = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.StoreUnavailable,
            app.Client.GetStatementAsync(new() { Name = "statements/a" }));
        Directory.Move(folder + ".away", folder);

        Assert.True(write.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.NotNull(read.Detail<RetryInfo>());
        await app.AddAsync("b");
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    private static Task<StatementsContext> OpenAsync(StatementsApp app) =>
        app.Service.Services.GetRequiredService<IDbContextFactory<StatementsContext>>().CreateDbContextAsync();

    private static async Task<(int Statements, int Changes, int Requests)> CountAsync(StatementsApp app)
    {
        await using var db = await OpenAsync(app);
        return (await db.Set<StatementRow>().CountAsync(), await db.Changes.CountAsync(), await db.Requests.CountAsync());
    }
}
