using Alliance.Errors.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.Statements.Tests;

public abstract class TimeTests(StoreKind store)
{
    private static readonly DateTimeOffset Now = new(2024, 6, 17, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public async Task The_record_learns_of_a_change_when_the_clock_says_so_to_the_microsecond()
    {
        var clock = new FakeTimeProvider(Now.AddTicks(12_345_678 - 10_000_000));
        await using var app = await StatementsApp.StartAsync(store, clock);

        var source = await app.AddSourceAsync("briefing");

        Assert.Equal(Now.AddTicks(12_345_670 - 10_000_000), source.CreateTime.ToDateTimeOffset());
        Assert.Equal(source.CreateTime, Assert.Single(await app.ReadLogAsync()).RecordTime);
    }

    [Fact]
    public async Task A_clock_that_steps_back_does_not_make_the_log_run_backwards()
    {
        var clock = new FakeTimeProvider(Now);
        await using var app = await StatementsApp.StartAsync(store, clock);
        await app.AddSourceAsync("a");

        clock.AdjustTime(Now.AddHours(-1));
        await app.AddSourceAsync("b");
        clock.AdjustTime(Now.AddMinutes(1));
        await app.AddSourceAsync("c");

        Assert.Equal(
            [Now, Now, Now.AddMinutes(1)],
            (await app.ReadLogAsync()).Select(change => change.RecordTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task What_is_dated_in_the_future_is_refused_until_that_day_has_begun()
    {
        var clock = new FakeTimeProvider(Now);
        await using var app = await StatementsApp.StartAsync(store, clock);
        await app.AddSourceAsync("briefing");

        await app.AddAsync("today", statement => statement.Date = "2024-06-17");
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddAsync("tomorrow", statement => statement.Date = "2024-06-18"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await app.AddAsync("tomorrow", statement => statement.Date = "2024-06-18");

        Assert.Equal(["statement.date"], failure.Fields);
        Assert.Contains("2024-06-17", failure.Violations[0].Description, StringComparison.Ordinal);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    public class OnSqlite() : TimeTests(StoreKind.Sqlite);

    public class OnPostgreSql() : TimeTests(StoreKind.PostgreSql);
}
