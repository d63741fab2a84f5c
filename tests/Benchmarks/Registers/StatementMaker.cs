using Alliance.Statements.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Benchmarks.Rebuild;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>Made-up statements for a register, and their import.</summary>
internal sealed class StatementMaker(int count)
{
    private const int Sources = 100;

    // So many statements have a rare word in common.
    private const int Sharing = 20;

    private readonly Records _records = new(new LogMix(count, Sources, 0, 0, 0), new Vocabulary(seed: 1));

    /// <summary>How many sources there are before the statements.</summary>
    public static int SourceCount => Sources;

    /// <summary>A word that about twenty statements have, of those with a number below a bound.</summary>
    public static string RareWord(int number) => FormattableString.Invariant($"case{number / Sharing}");

    /// <summary>A statement.</summary>
    public Statement Statement(int number)
    {
        var statement = _records.Statement(number, Sources);
        statement.Summary += " " + RareWord(number);
        return statement;
    }

    /// <summary>Imports the sources that the statements cite.</summary>
    public Task ImportSourcesAsync(StatementsService.StatementsServiceClient client, CancellationToken cancellationToken) =>
        SendAsync(client, Enumerable.Range(0, Sources).Select(i => new ImportRequest { Source = _records.Source(i) }), _ => { }, cancellationToken);

    /// <summary>Imports statements by their numbers.</summary>
    public Task ImportAsync(
        StatementsService.StatementsServiceClient client, int first, int count, CancellationToken cancellationToken) =>
        SendAsync(client, Enumerable.Range(first, count).Select(i => new ImportRequest { Statement = Statement(i) }), _ => { }, cancellationToken);

    /// <summary>Imports rows, none of which may be refused.</summary>
    /// <param name="client">The register.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="sent">Told after each row how many were sent.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task SendAsync(
        StatementsService.StatementsServiceClient client, IEnumerable<ImportRequest> rows, Action<int> sent, CancellationToken cancellationToken)
    {
        using var call = client.Import(cancellationToken: cancellationToken);
        foreach (var (i, row) in rows.Index())
        {
            await call.RequestStream.WriteAsync(row, cancellationToken);
            sent(i + 1);
        }
        await call.RequestStream.CompleteAsync();
        if (await call.ResponseAsync is { Refused: > 0 } report)
        {
            throw new BenchmarkException($"{report.Refused} rows were refused: {report.Errors[0].Field} {report.Errors[0].Description}");
        }
    }
}
