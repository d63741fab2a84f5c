using Alliance.Statements.V1;
using AllianceServices.TestKit;

namespace AllianceServices.Statements.Tests;

/// <summary>A register with statements in several languages and states, to be searched.</summary>
public abstract class SearchData(StoreKind store) : IAsyncLifetime
{
    private StatementsApp? _app;

    internal StatementsApp App
    {
        get
        {
            store.SkipUnlessAvailable();
            return _app!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!store.IsAvailable())
        {
            return;
        }
        _app = await StatementsApp.StartWithSourceAsync(store);
        await AddAsync("kirby", "John Kirby", "Expects 14 or 15 countries to have concluded agreements.");
        await AddAsync("zelenskyy", "Володимир Зеленський", "Ukraine's place is in the Alliance.", "Україна і Європа мають зв’язок.");
        await AddAsync("erdogan", "Recep Tayyip Erdoğan", "Türkiye supports the membership of Ukraine.", date: "2023-07-08");
        await AddAsync("tusk", "Donald Tusk", "Poland, said the heir of Wałęsa, is for it.", "Na ulicy Straße.");
        await AddAsync("macron", "Emmanuel Macron", "France is for it, as Poland is.", topics: ["security-agreements", "membership"]);
        await AddAsync("odd", "O'Brien AND NEAR", "A 100% \"quoted\" OR NOT; DROP TABLE statements");
        // Of one length, so that only the place of the word tells them apart; their names are in the other order.
        await AddAsync("z-speaker", "quorum alpha", "beta gamma", topics: ["delta"]);
        await AddAsync("y-topic", "alpha beta", "gamma delta", topics: ["quorum"]);
        await AddAsync("x-body", "alpha beta", "gamma quorum", topics: ["delta"]);
        await App.Client.PublishStatementAsync(new() { Name = "statements/kirby" });
        await App.Client.PublishStatementAsync(new() { Name = "statements/tusk" });
        await App.Client.RetractStatementAsync(new() { Name = "statements/tusk", Reason = "Was somebody else." });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private Task<Statement> AddAsync(
        string id, string speaker, string summary, string quote = "", string date = "2024-06-17", string[]? topics = null) =>
        App.AddAsync(id, statement =>
        {
            (statement.Speaker, statement.Summary, statement.Quote, statement.Date) = (speaker, summary, quote, date);
            statement.Topics.Add(topics ?? []);
        });

    public sealed class OnSqlite() : SearchData(StoreKind.Sqlite);

    public sealed class OnPostgreSql() : SearchData(StoreKind.PostgreSql);
}
