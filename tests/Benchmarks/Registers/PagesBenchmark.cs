using System.CommandLine;
using System.Data.Common;
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
        await using var connection = await database.OpenAsync(cancellationToken);
        var figures = new List<PageFigures>();
        foreach (var one in await new PageCases(client, database, size).CreateAsync(cancellationToken))
        {
            // In turns, so that what else happens on the machine happens to both.
            List<double> asked = [], bare = [];
            for (var i = -calls / 10; i < calls; i++)
            {
                var (apiMs, came) = await TimeAsync(() => one.Ask(i + calls, cancellationToken));
                var (bareMs, read) = await TimeAsync(() => ReadAsync(connection, one.Sql, one.Bind(i + calls), cancellationToken));
                if (read - came is not (0 or 1))
                {
                    throw new BenchmarkException($"{one.Name}: {came} resources came, and {read} rows of the bare SQL.");
                }
                if (i >= 0)
                {
                    asked.Add(apiMs);
                    bare.Add(bareMs);
                }
            }
            figures.Add(PageFigures.Of(database.System, one.Name, size, asked, bare));
        }
        var writes = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var statement = maker.Statement(i);
            writes.Add((await TimeAsync(async () =>
            {
                await client.CreateStatementAsync(
                    new() { StatementId = FormattableString.Invariant($"written-{size}-{i}"), Statement = statement }, cancellationToken: cancellationToken);
                return 1;
            })).Milliseconds);
        }
        figures.Add(PageFigures.Of(database.System, "write", size, writes, null));
        return figures;
    }

    private static async Task<int> ReadAsync(
        DbConnection connection, string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            _ = reader.GetFieldValue<byte[]>(0).Length;
            rows++;
        }
        return rows;
    }

    private static async Task<(double Milliseconds, int Result)> TimeAsync(Func<Task<int>> call)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await call();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, result);
    }
}
