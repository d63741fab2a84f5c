using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.Statements.Tests;

public abstract class ExportTests(StoreKind store)
{
    // More than the connection takes up for a reader that does not read.
    private const int Many = 400;

    private static async Task<List<ExportResponse>> ExportAsync(StatementsApp app)
    {
        using var call = app.Client.Export(new());
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    private static ImportRequest Row(ExportResponse row, int line) => row.RowCase == ExportResponse.RowOneofCase.Source
        ? new() { Line = line, Source = row.Source }
        : new() { Line = line, Statement = row.Statement, RetractionReason = row.RetractionReason };

    private static async Task AddManyLongAsync(StatementsApp app)
    {
        var quote = new string('q', 10_000);
        await app.ImportAsync(Enumerable.Range(0, Many).Select(i => new ImportRequest
        {
            Line = i,
            Statement = Sample.Statement(statement => (statement.Name, statement.Quote) = ($"statements/s{i:000}", quote)),
        }));
    }

    [Fact]
    public async Task Sources_come_first_and_statements_follow_by_name_without_what_the_server_sets()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddSourceAsync("archive");
        await app.ImportAsync(
            new ImportRequest { Line = 1, Statement = Sample.Statement(statement => statement.Name = "statements/b") },
            new ImportRequest { Line = 2, Statement = Sample.Statement(statement => statement.Name = "statements/a") });

        var rows = await ExportAsync(app);

        Assert.Equal(
            [
                new() { Source = Sample.Source(source => source.Name = "sources/archive") },
                new() { Source = Sample.Source(source => source.Name = "sources/briefing") },
                new() { Statement = Sample.Statement(statement => statement.Name = "statements/a") },
                new() { Statement = Sample.Statement(statement => statement.Name = "statements/b") },
            ],
            rows);
    }

    [Fact]
    public async Task What_is_or_was_public_is_exported_and_what_was_retracted_says_why()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("draft", "published", "retracted");
        await app.Client.PublishStatementAsync(new() { Name = "statements/published" });
        await app.Client.PublishStatementAsync(new() { Name = "statements/retracted" });
        await app.Client.RetractStatementAsync(new() { Name = "statements/retracted", Reason = "a mistake" });

        var rows = await ExportAsync(app);

        Assert.Equal(
            [("statements/published", ""), ("statements/retracted", "a mistake")],
            rows.Where(row => row.Statement is not null).Select(row => (row.Statement.Name, row.RetractionReason)));
        Assert.DoesNotContain(rows, row => row.Statement?.HasRetractionReason == true);
    }

    [Fact]
    public async Task What_was_retracted_is_retracted_elsewhere_too_and_importing_it_again_changes_nothing()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddManyAsync("retracted");
        await app.Client.PublishStatementAsync(new() { Name = "statements/retracted" });
        var retracted = await app.Client.RetractStatementAsync(new() { Name = "statements/retracted", Reason = "a mistake" });
        var rows = await ExportAsync(app);
        await using var other = await StatementsApp.StartAsync(store);

        Assert.Equal(new() { Created = 2 }, await other.ImportAsync(rows.Select(Row)));
        Assert.Equal(new() { Unchanged = 2 }, await other.ImportAsync(rows.Select(Row)));
        Assert.Equal(new() { Unchanged = 2 }, await app.ImportAsync(rows.Select(Row)));

        var copy = await other.Client.GetStatementAsync(new() { Name = "statements/retracted" });
        Assert.Equal((retracted.State, retracted.RetractionReason, 2), (copy.State, copy.RetractionReason, copy.Revision));
        Assert.Equal(
            [Change.Types.Kind.Created, Change.Types.Kind.Published, Change.Types.Kind.Retracted], (await other.ReadLogAsync()).Select(change => change.Kind));
        Assert.Equal(rows, await ExportAsync(other));
    }

    [Fact]
    public async Task A_row_that_says_otherwise_of_the_retraction_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.ImportAsync(
            new ImportRequest { Statement = Sample.Statement(statement => statement.Name = "statements/a"), RetractionReason = "a mistake" },
            new ImportRequest { Statement = Sample.Statement(statement => statement.Name = "statements/b") });

        var report = await app.ImportAsync(
            new ImportRequest { Line = 1, Statement = Sample.Statement(statement => statement.Name = "statements/a"), RetractionReason = "another" },
            new ImportRequest { Line = 2, Statement = Sample.Statement(statement => statement.Name = "statements/a") },
            new ImportRequest { Line = 3, Statement = Sample.Statement(statement => statement.Name = "statements/b"), RetractionReason = "a mistake" },
            new ImportRequest { Line = 4, Source = Sample.Source(source => source.Name = "sources/c"), RetractionReason = "a mistake" },
            new ImportRequest { Line = 5, Statement = Sample.Statement(), RetractionReason = new string('x', 2001) },
            new ImportRequest { Line = 6, Statement = Sample.Statement(statement => statement.Name = "statements/d"), RetractionReason = " \n" });

        Assert.Equal(6, report.Refused);
        Assert.Equal(
            ["statement.name", "statement.name", "statement.name", "retraction_reason", "statement.name", "retraction_reason", "retraction_reason"],
            report.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task A_round_trip_changes_nothing_and_makes_the_same_register_elsewhere()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddManyLongAsync(app);
        var rows = await ExportAsync(app);
        var head = await app.ReadHeadAsync();

        var again = await app.ImportAsync(rows.Select(Row));
        await using var other = await StatementsApp.StartAsync(store);
        var elsewhere = await other.ImportAsync(rows.Select(Row));

        Assert.Equal(new() { Unchanged = Many + 1 }, again);
        Assert.Equal(head, await app.ReadHeadAsync());
        Assert.Equal(new() { Created = Many + 1 }, elsewhere);
        Assert.Equal(rows, await ExportAsync(other));
    }

    [Fact]
    public async Task What_is_written_during_an_export_waits_for_no_one_and_is_not_part_of_it()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await AddManyLongAsync(app);
        using var call = app.Client.Export(new());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        await app.ImportAsync(new ImportRequest { Line = 1, Statement = Sample.Statement(statement => statement.Name = "statements/z") });
        await app.Client.RetractStatementAsync(new() { Name = $"statements/s{Many - 1}", Reason = "a mistake" });
        var rest = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(Many, rest.Count);
        Assert.Equal($"statements/s{Many - 1}", rest[^1].Statement.Name);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_let_go()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await StatementsApp.StartAsync(store, clock);
        await app.AddSourceAsync("briefing");
        var exporter = app.Service.Services.GetRequiredService<Exporter<StatementsContext>>();

        var sending = exporter.SendAsync(
            new StuckReader(), db => Tables.Sources.Export(db.Set<SourceRow>()), CancellationToken.None);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(31));
                return sending.IsCompleted;
            },
            "the export ends");

        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.ReaderTooSlow, () => sending);
    }

    // As a connection whose client does not read.
    private sealed class StuckReader : IServerStreamWriter<Source>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(Source message) => new TaskCompletionSource().Task;

        public Task WriteAsync(Source message, CancellationToken cancellationToken) => WriteAsync(message);
    }

    public class OnSqlite() : ExportTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ExportTests(StoreKind.PostgreSql);
}
