using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.DevSidecar;
using AllianceServices.Gateway;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Net.Client;
using ReadinessClient = Alliance.Readiness.V1.ReadinessService.ReadinessServiceClient;

namespace AllianceServices.SystemTests.Events;

/// <summary>Each replica of the Gateway sees every change, and one that hears of none is right within the interval at which it looks.</summary>
public class TwoGatewaysTests
{
    private const string NoAntiEntropy = "--Events:AntiEntropyInterval=01:00:00";

    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_replicas_get_every_event()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await using var sidecar = await Sidecar.StartAsync(
            system.Local.Hub, new SidecarOptions { AppId = ServiceInfo.Gateway.Name, Instance = "second" }, Ct);
        await using var second = await Replica.StartAsync(system, sidecar, NoAntiEntropy);
        await Eventually.HoldsAsync(
            () => ServiceInfo.Registers.All(register => system.Local.Hub.Groups(ServiceInfo.Topic(register.Name)).Any(group => group.Name == "gateway/second")),
            "the second replica has subscribed");

        for (var i = 1; i <= 5; i++)
        {
            await system.RecordAsync([World.NewAssessment("peace", $"2020-01-0{i}", Status.Met)]);
            await second.ShowsAsync($"{World.Criterion("peace")}/assessments/2020-01-0{i}");
            Assert.EndsWith($"/2020-01-0{i}", Peace(await system.SettledViewAsync(World.Track)).Assessment, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_replica_that_gets_no_event_is_right_within_the_interval()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await using var looking = await Replica.StartAsync(system, sidecar: null, "--Events:AntiEntropyInterval=00:00:00.5");
        await using var deaf = await Replica.StartAsync(system, sidecar: null, NoAntiEntropy);
        await deaf.ShowsAsync("");

        await system.RecordAsync([World.NewAssessment("peace", "2020-01-01", Status.Met)]);

        await looking.ShowsAsync($"{World.Criterion("peace")}/assessments/2020-01-01");
        // Without the looks nothing would have told it.
        Assert.Equal("", Peace(await deaf.ViewAsync()).Assessment);
    }

    private static CriterionView Peace(Readiness view) => view.Criteria.Single(criterion => criterion.Criterion == World.Criterion("peace"));

    // Another Gateway beside the system's.
    private sealed class Replica(WebApplication app, GrpcChannel channel) : IAsyncDisposable
    {
        public static async Task<Replica> StartAsync(TestSystem system, Sidecar? sidecar, params string[] options)
        {
            var registers = system.Local.Services.Where(service => service.Info != ServiceInfo.Gateway).ToList();
            var app = GatewayHost.Build(
            [
                "--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0", "--Events:SubscribePubSubName=pubsub-broadcast",
                .. registers.Select(register => $"--Peers:{register.Info.Name}={register.Addresses.Grpc}"),
                .. registers.Select(register => $"--JsonPeers:{register.Info.Name}={register.Addresses.Http}"),
                .. options,
            ]);
            var addresses = await ServiceHost.StartAsync(app, Ct);
            sidecar?.AttachApp(addresses.Callback.Port);
            return new(app, GrpcChannel.ForAddress(addresses.Grpc));
        }

        public Task<string?> ShowsAsync(string assessment) => Eventually.BecomesAsync(
            async () => await RpcAssert.OutcomeAsync(ViewAsync) == Grpc.Core.StatusCode.OK ? Peace(await ViewAsync()).Assessment : null,
            shown => shown == assessment, $"the replica shows '{assessment}'");

        public async Task<Readiness> ViewAsync() => await new ReadinessClient(channel)
            .GetReadinessAsync(new() { Name = World.Track + "/readiness" }, cancellationToken: Ct);

        public async ValueTask DisposeAsync()
        {
            channel.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
