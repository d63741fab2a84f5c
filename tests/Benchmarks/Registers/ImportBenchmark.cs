using System.CommandLine;
using System.Diagnostics;
using Alliance.Statements.V1;
using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>
/// An import through the register's API, beside the same rows that go into the same tables of another database of the same
/// system by the fastest way that it has, in the same number of transactions.
/// </summary>
internal static class ImportBenchmark
{
    public static Command Command()
    {
        var rows = new Option<int>("--statements") { Description = "How many statements are imported.", DefaultValueFactory = _ => 100_000 };
        return BenchmarkCommand.Create(
            "import", "Imports statements, beside bare inserts of the same rows into the same tables, on SQLite and on PostgreSQL.",
            (result, smoke, cancellationToken) => RunAsync(smoke ? 2000 : result.GetValue(rows), cancellationToken), rows);
    }

    private static async Task<List<ImportFigures>> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var databases = await Databases.StartAsync();
        var figures = new List<ImportFigures>();
        foreach (var create in databases.Systems)
        {
            var database = await create();
            var (seconds, memory, transactions) = await ImportAsync(database, count, cancellationToken);
            var raw = await RawRun.RunAsync(database, await create(), transactions, cancellationToken);
            figures.Add(new(database.System, count, transactions, count / seconds, count / raw, memory));
        }
        AnsiConsole.Write(ImportFigures.Table(figures));
        AnsiConsole.Write(ImportFigures.MemoryTable(figures));
        return figures;
    }

    private static async Task<(double Seconds, List<long> Memory, int Transactions)> ImportAsync(
        Database database, int count, CancellationToken cancellationToken)
    {
        await using var register = await database.ServeAsync(cancellationToken);
        using var channel = register.Connect();
        var client = new StatementsService.StatementsServiceClient(channel);
        var maker = new StatementMaker(count);
        await maker.ImportSourcesAsync(client, cancellationToken);
        var rows = Enumerable.Range(0, count).Select(i => new ImportRequest { Line = i + 1, Statement = maker.Statement(i) }).ToList();
        var memory = new List<long> { register.Process.ResidentBytes() };
        var clock = Stopwatch.StartNew();
        await StatementMaker.SendAsync(client, rows, sent =>
        {
            if (sent % (count / ImportFigures.Samples) == 0)
            {
                memory.Add(register.Process.ResidentBytes());
            }
        }, cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        // What one transaction recorded has one time.
        var changes = await database.ReadAsync("changes", "\"Sequence\"", cancellationToken);
        var time = changes.Columns.Index().Single(column => column.Item == "RecordTime").Index;
        return (seconds, memory, changes.Rows.Skip(StatementMaker.SourceCount).DistinctBy(row => row[time]).Count());
    }
}
