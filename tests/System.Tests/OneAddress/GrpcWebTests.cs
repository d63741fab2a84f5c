using Alliance.Errors.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>gRPC as browsers speak it, over HTTP/1.1 on the port for JSON, in bytes and in text.</summary>
public class GrpcWebTests(ImportedSystem imported)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_unary_call_is_answered(GrpcWebMode mode)
    {
        using var channel = Channel(mode);
        var readiness = new GetReadinessRequest { Name = "tracks/nato-ukraine/readiness", AsOf = "2024-06-17" };
        var statement = new GetStatementRequest { Name = "statements/kirby-2024-06-17" };

        var own = await new ReadinessService.ReadinessServiceClient(channel).GetReadinessAsync(readiness, cancellationToken: Ct);
        var forwarded = await new StatementsService.StatementsServiceClient(channel).GetStatementAsync(statement, cancellationToken: Ct);

        var expected = await imported.System.Readiness.GetReadinessAsync(readiness, cancellationToken: Ct);
        Assert.Equal(expected.Normalized(), own.Normalized());
        Assert.Equal(await imported.System.Statements.GetStatementAsync(statement, cancellationToken: Ct), forwarded);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_stream_is_sent(GrpcWebMode mode)
    {
        using var channel = Channel(mode);
        using var own = new Health.HealthClient(channel).Watch(new(), cancellationToken: Ct);
        using var forwarded = new StatementsService.StatementsServiceClient(channel).StreamChanges(new(), cancellationToken: Ct);

        Assert.True(await own.ResponseStream.MoveNext(Ct));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, own.ResponseStream.Current.Status);
        var changes = await forwarded.ResponseStream.ReadAllAsync(Ct)
            .Where(message => message.Change is not null).Select(message => message.Change).ToListAsync(Ct);
        Assert.Equal(await imported.System.LogAsync("statements"), changes);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_stream_that_stays_open_is_sent_message_by_message(GrpcWebMode mode)
    {
        using var channel = Channel(mode);
        var end = (await imported.System.LogAsync("statements")).Count;
        using var follow = new StatementsService.StatementsServiceClient(channel)
            .StreamChanges(new() { After = end - 1, Follow = true }, cancellationToken: Ct);

        var messages = await follow.ResponseStream.ReadAllAsync(Ct).Take(2).ToListAsync(Ct);

        Assert.Equal(end, messages[0].Change.Sequence);
        Assert.Equal(end, messages[1].Bookmark.Sequence);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_refusal_has_its_details(GrpcWebMode mode)
    {
        using var channel = Channel(mode);

        var own = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            new ReadinessService.ReadinessServiceClient(channel).GetReadinessAsync(new() { Name = "nato" }, cancellationToken: Ct));
        var forwarded = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            new StatementsService.StatementsServiceClient(channel).GetStatementAsync(new() { Name = "kirby" }, cancellationToken: Ct));

        Assert.Equal(["name"], own.Fields);
        Assert.Equal(["name"], forwarded.Fields);
    }

    private GrpcChannel Channel(GrpcWebMode mode) => GrpcChannel.ForAddress(imported.System.Local.Gateway.Addresses.Http, new()
    {
        HttpHandler = new GrpcWebHandler(mode, new HttpClientHandler()),
        HttpVersion = new Version(1, 1),
    });
}
