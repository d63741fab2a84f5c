using System.Net;
using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>A register that is down: callers learn which, in the form they speak, and are served again when it is back.</summary>
public class LostRegisterTests
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_form_of_call_is_answered_with_the_reason_and_again_when_the_register_is_back()
    {
        await using var system = await TestSystem.StartAsync();
        var gateway = system.Local.Gateway;
        var grpc = new StatementsService.StatementsServiceClient(gateway.Channel);
        using var webChannel = GrpcChannel.ForAddress(gateway.Addresses.Http, new()
        {
            HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWebText, new HttpClientHandler()),
            HttpVersion = new Version(1, 1),
        });
        var web = new StatementsService.StatementsServiceClient(webChannel);
        using var http = new HttpClient { BaseAddress = gateway.Addresses.Http };
        await grpc.CreateSourceAsync(World.NewSource("gazette"), cancellationToken: Ct);
        using var followed = grpc.StreamChanges(new() { Follow = true }, cancellationToken: Ct);
        Assert.True(await followed.ResponseStream.MoveNext(Ct));

        await system.Local.Statements.StopAsync();

        await AssertLostAsync(async () => await followed.ResponseStream.ReadAllAsync(Ct).LastAsync(Ct));
        await AssertLostAsync(() => grpc.ListSourcesAsync(new(), cancellationToken: Ct).ResponseAsync);
        await AssertLostAsync(() => web.ListSourcesAsync(new(), cancellationToken: Ct).ResponseAsync);
        using var changes = grpc.StreamChanges(new(), cancellationToken: Ct);
        await AssertLostAsync(() => changes.ResponseStream.MoveNext(Ct));
        using var import = grpc.Import(cancellationToken: Ct);
        await AssertLostAsync(() => import.ResponseAsync);
        await AssertLostAsync(http);
        // The other registers are there as before.
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/v1/agreements", UriKind.Relative), Ct)).StatusCode);

        await system.Local.Statements.StartAgainAsync(Ct);

        await Eventually.BecomesAsync(
            async () => (await http.GetAsync(new Uri("/v1/sources/gazette", UriKind.Relative), Ct)).StatusCode,
            status => status == HttpStatusCode.OK, "JSON is served again");
        Assert.Single((await grpc.ListSourcesAsync(new(), cancellationToken: Ct)).Sources);
        Assert.Single((await web.ListSourcesAsync(new(), cancellationToken: Ct)).Sources);
    }

    private static async Task AssertLostAsync(Func<Task> call)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, call);
        Assert.Equal("statements", failure.Info.Metadata["service"]);
        Assert.True(failure.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    private static async Task AssertLostAsync(HttpClient http)
    {
        using var response = await http.GetAsync(new Uri("/v1/sources/gazette", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var status = Parser.Parse<Google.Rpc.Status>(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(Code.Unavailable, (Code)status.Code);
        Assert.Equal("UPSTREAM_UNAVAILABLE", status.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal("statements", status.GetDetail<ErrorInfo>()!.Metadata["service"]);
        Assert.NotNull(status.GetDetail<RetryInfo>());
    }
}
