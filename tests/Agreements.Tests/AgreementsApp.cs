using System.Globalization;
using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using AgreementsClient = Alliance.Agreements.V1.AgreementsService.AgreementsServiceClient;

namespace AllianceServices.Agreements.Tests;

/// <summary>An Agreements register of one test's own, and what tests do with it again and again.</summary>
public sealed class AgreementsApp(TestService service) : IAsyncDisposable
{
    public TestService Service { get; } = service;

    public AgreementsClient Client => new(Service.Grpc);

    public HttpClient Http => Service.Http;

    public static async Task<AgreementsApp> StartAsync(StoreKind store = StoreKind.Sqlite, TimeProvider? clock = null) =>
        new(await TestService.StartAsync(ServiceInfo.Agreements, store, args => AgreementsHost.Build(args, clock)));

    /// <summary>A clock that stands at noon of a day.</summary>
    public static FakeTimeProvider Noon(string day) =>
        new(DateTimeOffset.Parse($"{day}T12:00:00Z", CultureInfo.InvariantCulture));

    public async Task<Agreement> AddAsync(string id, Agreement agreement) =>
        await Client.CreateAgreementAsync(new() { AgreementId = id, Agreement = agreement });

    public async Task<Agreement> GetAsync(string id) => await Client.GetAgreementAsync(new() { Name = $"agreements/{id}" });

    public async Task<ImportResponse> ImportAsync(params ImportRequest[] rows)
    {
        using var call = Client.Import();
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    public async Task<List<Agreement>> ExportAsync()
    {
        using var call = Client.Export(new());
        return await call.ResponseStream.ReadAllAsync().Select(row => row.Agreement).ToListAsync();
    }

    public async Task<List<Change>> ReadLogAsync()
    {
        using var call = Client.StreamChanges(new());
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return [.. messages.Select(message => message.Change).OfType<Change>()];
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
