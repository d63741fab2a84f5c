using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using AllianceServices.TestKit.History;

namespace AllianceServices.Statements.Tests;

/// <summary>
/// Any sequence of calls, good and bad, repeated, and cut off anywhere in their transactions, leaves a log that alone says what
/// the register holds. The seed of a failure is in the name of the test.
/// </summary>
public abstract class HistoryTests(StoreKind store)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_log_alone_says_what_the_register_holds(int seed)
    {
        using var fault = new TransactionFault();
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await using var history = await RandomHistory.BeginAsync(app.Service, fault, seed, new StatementCalls(app).Draw);

        var held = await history.RunAsync(steps: 40);

        HistoryAssert.IsToldByLog(held);
        await using var empty = await StatementsApp.StartAsync(store);
        var rebuilt = await new LogRebuild<StatementsContext>().With(Tables.Statements).With(Tables.Sources).FillAsync(empty.Service, held);
        HistoryAssert.AreSame(held, rebuilt);
    }

    public class OnSqlite() : HistoryTests(StoreKind.Sqlite);

    public class OnPostgreSql() : HistoryTests(StoreKind.PostgreSql);
}
