using Alliance.Errors.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Tests;

/// <summary>A store that promises what it acknowledges, and one that does not answer for a while.</summary>
public class StoreAwayTests
{
    [Fact]
    public async Task A_commit_to_SQLite_is_on_the_disk_before_it_is_acknowledged()
    {
        await using var app = await StatementsApp.StartAsync();
        await using var db = await app.OpenDatabaseAsync();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
    }

    [Fact]
    public async Task Transactions_on_PostgreSQL_are_durable_and_none_waits_for_ever()
    {
        await using var app = await StatementsApp.StartAsync(StoreKind.PostgreSql);
        await using var db = await app.OpenDatabaseAsync();

        Assert.Equal("on", await SettingAsync("synchronous_commit"));
        Assert.Equal("10s", await SettingAsync("lock_timeout"));
        Assert.Equal("30s", await SettingAsync("idle_in_transaction_session_timeout"));

        Task<string> SettingAsync(string name) =>
            db.Database.SqlQuery<string>($"SELECT current_setting({name}) AS \"Value\"").SingleAsync();
    }

    [Fact]
    public async Task While_SQLite_is_away_callers_are_told_to_come_back_and_then_served_again()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddAsync("a");
        var folder = Path.GetDirectoryName(app.Service.DatabaseFile)!;
        await using (var db = await app.OpenDatabaseAsync())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        Directory.Move(folder, folder + ".away");

        await AssertAwayAsync(app);

        Directory.Move(folder + ".away", folder);
        await app.AddAsync("b");
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task While_PostgreSQL_is_away_callers_are_told_to_come_back_and_then_served_again()
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        using var server = await PostgreSqlServer.StartAsync();
        await using var app = await StatementsApp.StartAsync(StoreKind.Sqlite, clock: null, "--Store:ConnectionString=" + await server.CreateDatabaseAsync());
        await app.AddSourceAsync("briefing");
        await app.AddAsync("a");
        var log = await app.ReadLogAsync();

        server.Stop();
        await AssertAwayAsync(app);
        server.Start();

        await Eventually.BecomesAsync(() => IsServedAsync(app), served => served, "the register is served again");
        Assert.Equal(log, (await app.ReadLogAsync()).Take(log.Count));
        Assert.Equal("statements/b", (await app.AddAsync("b")).Name);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    private static async Task AssertAwayAsync(StatementsApp app)
    {
        var write = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.StoreUnavailable, () => app.AddAsync("b"));
        var read = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.StoreUnavailable,
            app.Client.GetStatementAsync(new() { Name = "statements/a" }));
        Assert.True(write.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.NotNull(read.Detail<RetryInfo>());
    }

    private static async Task<bool> IsServedAsync(StatementsApp app)
    {
        try
        {
            return (await app.Client.GetStatementAsync(new() { Name = "statements/a" })).Revision == 1;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }
}
