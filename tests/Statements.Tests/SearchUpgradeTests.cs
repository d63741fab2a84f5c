using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AllianceServices.Statements.Tests;

/// <summary>A register that was written before there was a search loses nothing by the upgrade, and can be searched after it.</summary>
public abstract class SearchUpgradeTests(StoreKind store)
{
    // More than are filled in one transaction.
    private const int Count = 1203;

    [Fact]
    public async Task What_was_there_before_is_read_listed_logged_and_found()
    {
        using var folder = new TempFolder();
        var statements = Enumerable.Range(1, Count).Select(Make).ToList();
        await using var db = await CreateAsync(folder);
        await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
        await InsertAsync(db, statements);

        await using var app = await StartAsync(folder, db);

        Assert.Equal(statements[0], await app.Client.GetStatementAsync(new() { Name = statements[0].Name }));
        var listed = await app.Client.ListStatementsAsync(new() { PageSize = 1000, Filter = "date = 2024-06-17" });
        Assert.Equal(statements.Take(1000), listed.Statements);
        Assert.Equal(statements, (await app.ReadLogAsync()).Select(change => change.Resource.Unpack<Statement>()));
        Assert.Equal(Count, await CountAsync(app, "kirby"));
        Assert.Equal(["statements/s1203"], await FindAsync(app, "мова1203"));
        await app.AddSourceAsync("briefing");
        await app.AddAsync("new");
        Assert.Equal(["statements/new"], await FindAsync(app, "agreements"));
    }

    [Fact]
    public async Task An_upgrade_that_was_interrupted_goes_on_at_the_next_start()
    {
        using var folder = new TempFolder();
        var statements = Enumerable.Range(1, Count).Select(Make).ToList();
        await using var db = await CreateAsync(folder);
        await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
        await InsertAsync(db, statements);
        await db.Database.MigrateAsync();
        var done = await db.Set<StatementRow>().OrderBy(row => row.Name).Take(700).ToListAsync();
        done.ForEach(row => row.SearchSpeaker = "interrupted");
        await db.SaveChangesAsync();

        await using var app = await StartAsync(folder, db);

        Assert.Equal(700, await CountAsync(app, "interrupted"));
        Assert.Equal(Count - 700, await CountAsync(app, "kirby"));
    }

    private static Statement Make(int number) => Sample.Statement(statement =>
    {
        statement.Name = $"statements/s{number:d4}";
        statement.Summary = $"Мо\u0301ва{number}";
        statement.State = Statement.Types.State.Published;
        statement.Revision = 1;
        statement.CreateTime = statement.UpdateTime = new Timestamp { Seconds = 1_718_600_000 };
        statement.Etag = "\"1\"";
    });

    private async Task<StatementsContext> CreateAsync(TempFolder folder)
    {
        store.SkipUnlessAvailable();
        if (store == StoreKind.Sqlite)
        {
            return new(new DbContextOptionsBuilder<StatementsContext>()
                .UseSqlite($"Data Source={folder.Combine("statements.db")};Pooling=false").Options);
        }
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        return new StatementsPostgreSqlContext(
            new DbContextOptionsBuilder<StatementsPostgreSqlContext>().UseNpgsql(database).Options);
    }

    private async Task<StatementsApp> StartAsync(TempFolder folder, StatementsContext db)
    {
        var database = db.Database.GetConnectionString();
        await db.Database.CloseConnectionAsync();
        return await StatementsApp.StartAsync(
            store == StoreKind.Sqlite ? $"--Store:Folder={folder.Path}" : $"--Store:ConnectionString={database}");
    }

    // As the first version of the service wrote them.
    private async Task InsertAsync(StatementsContext db, List<Statement> statements)
    {
        object none = store == StoreKind.Sqlite ? "[]" : Array.Empty<string>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var (i, statement) in statements.Index())
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO statements ("Name", "Date", "State", "Kind", "Speaker", "SpeakerLevel", "SpeakerOrganization", "Stance",
                    "Confidence", "Countries", "Topics", "Sources", "Criteria", "Agreements", "AboutOrganizations", "ParentName", "Snapshot")
                VALUES ({statement.Name}, {statement.Date}, 'STATE_PUBLISHED', 'press_briefing', {statement.Speaker}, '', '', '',
                    '', {none}, {none}, {none}, {none}, {none}, {none}, '', {statement.ToByteArray()})
                """);
            db.Changes.Add(new()
            {
                Sequence = i + 1,
                Name = statement.Name,
                Revision = 1,
                Kind = Change.Types.Kind.Published,
                RecordTime = 1_718_600_000_000_000,
                Actor = "anonymous",
                RequestId = "",
                Resource = Any.Pack(statement).ToByteArray(),
                Upstream = [],
            });
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static async Task<IEnumerable<string>> FindAsync(StatementsApp app, string query) =>
        (await app.Client.SearchStatementsAsync(new() { Query = query })).Results.Select(result => result.Statement.Name);

    private static async Task<int> CountAsync(StatementsApp app, string query)
    {
        var count = 0;
        var request = new SearchStatementsRequest { Query = query, PageSize = 100 };
        do
        {
            var page = await app.Client.SearchStatementsAsync(request);
            count += page.Results.Count;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return count;
    }

    public class OnSqlite() : SearchUpgradeTests(StoreKind.Sqlite);

    public class OnPostgreSql() : SearchUpgradeTests(StoreKind.PostgreSql)
    {
        [Fact]
        public async Task Replicas_that_start_together_share_the_work()
        {
            using var folder = new TempFolder();
            await using var db = await CreateAsync(folder);
            await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
            await InsertAsync(db, [.. Enumerable.Range(1, Count).Select(Make)]);

            var replicas = await Task.WhenAll(StartAsync(folder, db), StartAsync(folder, db), StartAsync(folder, db));

            foreach (var replica in replicas)
            {
                Assert.Equal(Count, await CountAsync(replica, "kirby"));
                await replica.DisposeAsync();
            }
        }
    }
}
