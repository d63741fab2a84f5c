using System.CommandLine;
using System.Diagnostics;
using Alliance.Statements.V1;
using AllianceServices.Benchmarks.Common;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>
/// Pages of lists and searches, single reads and single writes in a table that grows, beside the bare SQL.
/// </summary>
internal static class PagesBenchmark
{
    public static Command Command()
    {
        var largest = new Option<int>("--statements") { Description = "How many statements there are in the end.", DefaultValueFactory = _ => 1_000_000 };
        var calls = new Option<int>("--calls") { Description = "How often each question is asked.", DefaultValueFactory = _ => 500 };
        return BenchmarkCommand.Create(
            "pages", "Asks for pages of lists and searches, beside the bare SQL, while the table grows, on SQLite and on PostgreSQL.",
            (result, smoke, cancellationToken) => RunAsync(
                smoke ? [1000, 2000] : Sizes(result.GetValue(largest)), smoke ? 10 : result.GetValue(calls), cancellationToken),
            largest, calls);
    }

    // Ten thousand and its tenfolds, up to the largest.
    private static int[] Sizes(int largest) =>
        [.. Enumerable.Range(0, 6).Select(i => 10_000 * (int)Math.Pow(10, i)).TakeWhile(size => size < largest), largest];

    private static async Task<List<PageFigures>> RunAsync(int[] sizes, int calls, CancellationToken cancellationToken)
    {
        using var databases = await Databases.StartAsync();
        var figures = new List<PageFigures>();
        foreach (var create in databases.Systems)
        {
            var database = await create();
            await using var register = await database.ServeAsync(cancellationToken);
            using var channel = register.Connect();
            var client = new StatementsService.StatementsServiceClient(channel);
            var maker = new StatementMaker(sizes[^1]);
            await maker.ImportSourcesAsync(client, cancellationToken);
            var there = 0;
            foreach (var size in sizes)
            {
                await maker.ImportAsync(client, there, size - there, cancellationToken);
                await database.SettleAsync(cancellationToken);
                there = size;
                figures.AddRange(await MeasureAsync(database, client, maker, size, calls, cancellationToken));
            }
        }
        AnsiConsole.Write(PageFigures.Table(figures.Where(one => one.Statements == sizes[^1])));
        AnsiConsole.Write(PageFigures.GrowthTable(figures, sizes));
        return figures;
    }

    private static async Task<List<PageFigures>> MeasureAsync(
        Database database, StatementsService.StatementsServiceClient client, StatementMaker maker, int size, int calls,
        CancellationToken cancellationToken)
    {
        await using var bare = await BareQuery.OpenAsync(database, cancellationToken);
        var figures = new List<PageFigures>();
        foreach (var one in await new PageCases(client, database, size).CreateAsync(cancellationToken))
        {
            bare.Case = one;
            List<double> asked = [], sql = [], served = [];
            for (var i = 0; i < Warmup(calls); i++)
            {
                await AskAsync(i);
            }
            for (var i = 0; i < calls; i++)
            {
                var (inApi, inSql, inServed) = await AskAsync(Warmup(calls) + i);
                asked.Add(inApi);
                sql.Add(inSql);
                served.Add(inServed);
            }
            figures.Add(new(database.System, one.Name, size, Times.Of(asked), Times.Of(sql), Times.Of(served)));

            // In turns, so that what else happens on the machine happens to all.
            async Task<(double, double, double)> AskAsync(int draw)
            {
                var (inApi, came) = await TimeAsync(() => one.Ask(draw, cancellationToken));
                var (inSql, read) = await TimeAsync(() => bare.ReadAsync(draw, cancellationToken));
                var (inServed, _) = await TimeAsync(() => bare.AskAsync(draw, cancellationToken));
                return read - came is 0 or 1
                    ? (inApi, inSql, inServed)
                    : throw new BenchmarkException($"{one.Name}: {came} resources came, and {read} rows of the bare SQL.");
            }
        }
        figures.Add(new(database.System, "write", size, await WriteAsync(client, maker, size, calls, cancellationToken), null, null));
        return figures;
    }

    // Until the code is compiled in full and plans are made.
    private static int Warmup(int calls) => Math.Min(calls, 100);

    private static async Task<Times> WriteAsync(
        StatementsService.StatementsServiceClient client, StatementMaker maker, int size, int calls, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var request = new CreateStatementRequest
            {
                StatementId = FormattableString.Invariant($"written-{size}-{i}"),
                Statement = maker.Statement(i),
            };
            times.Add((await TimeAsync(async () => await client.CreateStatementAsync(request, cancellationToken: cancellationToken))).Milliseconds);
        }
        return Times.Of(times);
    }

    private static async Task<(double Milliseconds, T Result)> TimeAsync<T>(Func<Task<T>> call)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await call();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, result);
    }
}
