using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Alliance.Operations.V1;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>The sidecar's callbacks stay on their own ports, forwarding or not.</summary>
public class CallbackTests(ImportedSystem imported)
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";

    public static TheoryData<string> Services => [.. ServiceInfo.All.Select(service => service.Name)];

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

    // The Gateway answers those of the others at its other ports.
    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_public_method_is_served_on_the_callback_port(string service)
    {
        using var channel = GrpcChannel.ForAddress(imported.System.ServiceNamed(service).Addresses.Callback);
        var methods = ServiceInfo.All.Select(info => info.Contract).Append(DeadLetterService.Descriptor)
            .Append(HealthReflection.Descriptor.Services.Single()).SelectMany(contract => contract.Methods).ToList();

        foreach (var method in methods)
        {
            var outcome = await channel.CreateCallInvoker().OutcomeAsync(method, new Empty());
            Assert.Equal((method.FullName, StatusCode.Unimplemented), (method.FullName, outcome.Status));
        }
        Assert.True(methods.Count > 50);
    }

    // The listeners of all services are set up in one place. 127.0.0.2 stands for any other address of the machine.
    [Fact]
    public async Task The_callback_port_listens_on_the_loopback_address_alone_wherever_the_others_listen()
    {
        using var folder = new TempFolder();
        await using var app = StatementsHost.Build(
            ["--ListenAddress=0.0.0.0", "--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0", $"--Store:Folder={folder.Path}"]);

        var (http, grpc, callback) = await ServiceHost.StartAsync(app, Ct);

        Assert.Equal((true, true, false), (await AnswersAsync(http), await AnswersAsync(grpc), await AnswersAsync(callback)));

        static async Task<bool> AnswersAsync(Uri address)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Parse("127.0.0.2"), address.Port, Ct);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
