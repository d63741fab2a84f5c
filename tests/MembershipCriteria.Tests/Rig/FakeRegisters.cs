using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>The registers Statements and Agreements, as far as MembershipCriteria calls them, with logs that a test writes.</summary>
public sealed class FakeRegisters : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeRegisters()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpcService<FakeStatements>();
        _app.MapGrpcService<FakeAgreements>();
    }

    public FakeLog Statements { get; } = new("statements");

    public FakeLog Agreements { get; } = new("agreements");

    public IEnumerable<FakeLog> Logs => [Statements, Agreements];

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeRegisters> StartAsync()
    {
        var registers = new FakeRegisters();
        await registers._app.StartAsync(TestContext.Current.CancellationToken);
        return registers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed class FakeStatements(FakeRegisters registers) : StatementsService.StatementsServiceBase
{
    public override Task<BatchGetStatementsResponse> BatchGetStatements(BatchGetStatementsRequest request, ServerCallContext context) =>
        Task.FromResult(new BatchGetStatementsResponse { Statements = { registers.Statements.Find<Statement>(request.Names) } });

    public override Task<BatchGetSourcesResponse> BatchGetSources(BatchGetSourcesRequest request, ServerCallContext context) =>
        Task.FromResult(new BatchGetSourcesResponse { Sources = { registers.Statements.Find<Source>(request.Names) } });

    public override Task StreamChanges(
        StreamChangesRequest request, IServerStreamWriter<StreamChangesResponse> responseStream, ServerCallContext context) =>
        registers.Statements.SendAsync(request, responseStream);
}

internal sealed class FakeAgreements(FakeRegisters registers) : AgreementsService.AgreementsServiceBase
{
    public override Task<BatchGetAgreementsResponse> BatchGetAgreements(BatchGetAgreementsRequest request, ServerCallContext context) =>
        Task.FromResult(new BatchGetAgreementsResponse { Agreements = { registers.Agreements.Find<Agreement>(request.Names) } });

    public override Task StreamChanges(
        StreamChangesRequest request, IServerStreamWriter<StreamChangesResponse> responseStream, ServerCallContext context) =>
        registers.Agreements.SendAsync(request, responseStream);
}
