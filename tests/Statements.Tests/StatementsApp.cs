using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.Statements.Tests;

/// <summary>A Statements register of one test's own, and what tests do with it again and again.</summary>
public sealed class StatementsApp(TestService service) : IAsyncDisposable
{
    public TestService Service { get; } = service;

    public StatementsClient Client => new(Service.Grpc);

    public HttpClient Http => Service.Http;

    public static Task<StatementsApp> StartAsync(params string[] options) => StartAsync(StoreKind.Sqlite, options: options);

    public static async Task<StatementsApp> StartAsync(StoreKind store, TimeProvider? clock = null, params string[] options) =>
        new(await TestService.StartAsync(ServiceInfo.Statements, store, args => StatementsHost.Build(args, clock), options));

    /// <summary>With the one source that the sample statements name, so that the log's head is at 1.</summary>
    public static async Task<StatementsApp> StartWithSourceAsync(StoreKind store = StoreKind.Sqlite)
    {
        var app = await StartAsync(store);
        await app.AddSourceAsync("briefing");
        return app;
    }

    public async Task<Source> AddSourceAsync(string id, Action<Source>? change = null) =>
        await Client.CreateSourceAsync(new() { SourceId = id, Source = Sample.Source(change) });

    public async Task<Statement> AddAsync(string id, Action<Statement>? change = null) =>
        await Client.CreateStatementAsync(new() { StatementId = id, Statement = Sample.Statement(change) });

    public async Task AddManyAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await AddAsync(id);
        }
    }

    public async Task<ImportResponse> ImportAsync(params IEnumerable<ImportRequest> rows)
    {
        using var call = Client.Import();
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>The changes after a sequence, up to the bookmark at the log's end.</summary>
    public async Task<List<Change>> ReadLogAsync(long after = 0)
    {
        using var call = Client.StreamChanges(new() { After = after });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return [.. messages.Select(message => message.Change).OfType<Change>()];
    }

    public async Task<long> ReadHeadAsync()
    {
        using var call = Client.StreamChanges(new());
        var last = await call.ResponseStream.ReadAllAsync().LastAsync();
        return last.Bookmark.Sequence;
    }

    /// <summary>The register's database, beside the service.</summary>
    public Task<StatementsContext> OpenDatabaseAsync() =>
        Service.Services.GetRequiredService<IDbContextFactory<StatementsContext>>().CreateDbContextAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
