using System.Net;
using System.Net.Http.Headers;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>The sidecar's callbacks stay on their own ports, forwarding or not.</summary>
public class CallbackTests(ImportedSystem imported)
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Callback, "ListTopicSubscriptions")]
    [InlineData(Callback, "OnTopicEvent")]
    [InlineData(Callback + "HealthCheck", "HealthCheck")]
    public async Task No_callback_is_reached_through_the_Gateway(string service, string method)
    {
        var gateway = imported.System.Local.Gateway;
        using var body = new ByteArrayContent(new byte[5]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc-web");

        var grpc = await Assert.ThrowsAsync<RpcException>(
            () => gateway.Channel.CreateCallInvoker().CallAsync<Empty, Empty>(service, method, new()));
        using var web = await imported.Json.PostAsync(new Uri($"/{service}/{method}", UriKind.Relative), body, Ct);

        Assert.Equal(StatusCode.Unimplemented, grpc.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, web.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_forwarded_from_the_callback_port()
    {
        using var channel = GrpcChannel.ForAddress(imported.System.Local.Gateway.Addresses.Callback);
        var statements = new StatementsService.StatementsServiceClient(channel);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await statements.GetStatementAsync(new() { Name = "statements/kirby-2024-06-17" }, cancellationToken: Ct));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }
}
