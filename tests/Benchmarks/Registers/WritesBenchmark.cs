using System.CommandLine;
using Alliance.Statements.V1;
using AllianceServices.Benchmarks.Common;
using Grpc.Net.Client;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>
/// Single writes of many callers at once through the register's API, beside as many callers that each commit one row to
/// another database of the same system, and do nothing else: one of the log, or one of the statements.
/// </summary>
internal static class WritesBenchmark
{
    private const int Callers = 64;
    private const int Rounds = 3;

    public static Command Command()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each side is measured in a round.", DefaultValueFactory = _ => 10 };
        return BenchmarkCommand.Create(
            "writes", "Writes single statements from 64 callers, beside bare single-row commits of as many callers, on SQLite and on PostgreSQL.",
            (result, smoke, cancellationToken) => RunAsync(
                smoke ? 1 : Rounds, TimeSpan.FromSeconds(smoke ? 1 : result.GetValue(seconds)), cancellationToken),
            seconds);
    }

    private static async Task<List<WriteFigures>> RunAsync(int rounds, TimeSpan time, CancellationToken cancellationToken)
    {
        using var databases = await Databases.StartAsync();
        var figures = new List<WriteFigures>();
        foreach (var create in databases.Systems)
        {
            var (database, bare) = (await create(), await create());
            await using var register = await database.ServeAsync(cancellationToken);
            await using (await bare.ServeAsync(cancellationToken))
            {
                // It has made the tables.
            }
            using var channel = register.Connect();
            var writer = await StatementWriter.CreateAsync(channel, cancellationToken);
            await writer.WriteAsync(0, cancellationToken);
            await using var logRows = new BareCommitter(
                bare, await database.ReadAsync("changes", "\"Sequence\" DESC LIMIT 1", cancellationToken));
            await using var statementRows = new BareCommitter(
                bare, await database.ReadAsync("statements", "\"Name\" LIMIT 1", cancellationToken));
            var rates = new List<(double Api, double LogRows, double StatementRows)>();
            // The first round is to get going.
            for (var round = 0; round <= rounds; round++)
            {
                var api = await Load.RunAsync(Callers, time, writer.WriteAsync, cancellationToken);
                rates.Add((api, await CommitAsync(logRows), await CommitAsync(statementRows)));
            }
            figures.Add(new(
                database.System, Callers,
                rates.Skip(1).Select(rate => rate.Api).Median(), rates.Skip(1).Select(rate => rate.LogRows).Median(),
                rates.Skip(1).Select(rate => rate.StatementRows).Median()));

            async Task<double> CommitAsync(BareCommitter committer)
            {
                var rate = await Load.RunAsync(Callers, time, committer.CommitAsync, cancellationToken);
                // There are not connections enough for two of them.
                await committer.DisposeAsync();
                return rate;
            }
        }
        AnsiConsole.Write(WriteFigures.Table(figures));
        return figures;
    }

    /// <summary>Creates one statement after the other, each under a new name.</summary>
    private sealed class StatementWriter(StatementsService.StatementsServiceClient client, Statement sample)
    {
        private int _number;

        public static async Task<StatementWriter> CreateAsync(GrpcChannel channel, CancellationToken cancellationToken)
        {
            var client = new StatementsService.StatementsServiceClient(channel);
            var maker = new StatementMaker(1);
            await maker.ImportSourcesAsync(client, cancellationToken);
            return new(client, maker.Statement(0));
        }

        public async Task WriteAsync(int caller, CancellationToken cancellationToken) => await client.CreateStatementAsync(
            new() { StatementId = FormattableString.Invariant($"s{Interlocked.Increment(ref _number)}"), Statement = sample },
            cancellationToken: cancellationToken);
    }
}

/// <summary>Rates are commits that were acknowledged, per second, by all callers together.</summary>
internal sealed record WriteFigures(string System, int Callers, double Rate, double LogRowRate, double StatementRowRate)
{
    public double ToLogRow => Rate / LogRowRate;

    public double ToStatementRow => Rate / StatementRowRate;

    public static Table Table(IEnumerable<WriteFigures> figures)
    {
        var table = new Table().AddColumns(
            "single durable writes", "callers", "writes/s", "bare log rows/s", "bare statement rows/s", "to log rows", "to statement rows");
        foreach (var one in figures)
        {
            table.AddRow(
                one.System, ((long)one.Callers).Show(), one.Rate.Show(), one.LogRowRate.Show(), one.StatementRowRate.Show(),
                one.ToLogRow.Show(), one.ToStatementRow.Show());
        }
        return table.Caption(
            "CreateStatement over gRPC at a register in a process of its own, which writes both rows; beside prepared inserts of one row of a "
            + "table with its indexes and triggers, committed and synced, each caller on a connection of its own. Median of rounds in turns. "
            + "Goal: ratio >= 0.8.");
    }
}
