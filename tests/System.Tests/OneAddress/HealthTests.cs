using System.Net;
using AllianceServices.Local;
using AllianceServices.TestKit;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>The Gateway serves once it has read every register, and says so.</summary>
public class HealthTests(ImportedSystem imported)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_tells_of_itself_under_its_full_name()
    {
        foreach (var service in imported.System.Local.Services)
        {
            Assert.Equal(ServingStatus.Serving, await CheckAsync(service, ""));
            Assert.Equal(ServingStatus.Serving, await CheckAsync(service, service.Info.Contract.FullName));
        }
    }

    [Fact]
    public async Task A_service_of_another_name_is_not_known()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(imported.System.Local.Gateway, "alliance.readiness.v1.Nothing"));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task The_Gateway_serves_once_it_has_read_all_registers()
    {
        await using var system = await TestSystem.StartAsync();
        var gateway = system.Local.Gateway;
        await Eventually.BecomesAsync(() => CheckAsync(gateway, ""), status => status == ServingStatus.Serving, "the Gateway serves");
        Assert.Equal(HttpStatusCode.OK, await HealthzAsync(gateway));

        await system.Local.Agreements.StopAsync();
        await gateway.StopAsync();
        await gateway.StartAgainAsync(Ct);

        Assert.Equal(ServingStatus.NotServing, await CheckAsync(gateway, ""));
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(gateway, "alliance.readiness.v1.ReadinessService"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthzAsync(gateway));
        using var watch = new Health.HealthClient(gateway.Channel).Watch(new(), cancellationToken: Ct);
        Assert.True(await watch.ResponseStream.MoveNext(Ct));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);

        await system.Local.Agreements.StartAgainAsync(Ct);

        Assert.True(await watch.ResponseStream.MoveNext(Ct));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        Assert.Equal(ServingStatus.Serving, await CheckAsync(gateway, "alliance.readiness.v1.ReadinessService"));
        Assert.Equal(HttpStatusCode.OK, await HealthzAsync(gateway));
    }

    private static async Task<ServingStatus> CheckAsync(LocalService service, string name) =>
        (await new Health.HealthClient(service.Channel).CheckAsync(new() { Service = name }, cancellationToken: Ct)).Status;

    private async Task<HttpStatusCode> HealthzAsync(LocalService service)
    {
        using var response = await imported.Json.GetAsync(new Uri(service.Addresses.Http, "/healthz"), Ct);
        return response.StatusCode;
    }
}
