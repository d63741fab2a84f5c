using Alliance.Errors.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace AllianceServices.Statements.Tests;

/// <summary>A register whose database is not there, or goes away, says so, and goes on when it comes.</summary>
public class WaitingForTheStoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_register_starts_before_its_database()
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        using var server = await PostgreSqlServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        server.Stop();

        await using var app = await StatementsApp.StartAsync($"--Store:ConnectionString={database}");

        Assert.Equal((ServingStatus.Serving, ServingStatus.NotServing), (await CheckAsync(app, "live"), await CheckAsync(app, "ready")));
        Assert.Equal("Unhealthy\nstore: Waiting for the database.", await HealthzAsync(app));
        // The sidecar is not to ask for subscriptions yet.
        Assert.Equal(StatusCode.Unavailable, await RpcAssert.OutcomeAsync(() => app.Service.Callback.CallAsync<Empty, Empty>(
            "dapr.proto.runtime.v1.AppCallbackHealthCheck", "HealthCheck", new())));
        await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.StoreUnavailable, () => app.AddSourceAsync("briefing"));

        server.Start();

        await BecomesAsync(app, ServingStatus.Serving);
        Assert.Equal("Healthy", await HealthzAsync(app));
        await app.AddSourceAsync("briefing");
        Assert.Equal(1, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_register_whose_database_goes_away_is_not_ready_and_lives_on()
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        using var server = await PostgreSqlServer.StartAsync(durable: true);
        await using var app = await StatementsApp.StartAsync($"--Store:ConnectionString={await server.CreateDatabaseAsync()}");
        await app.AddSourceAsync("briefing");

        server.Stop();
        await BecomesAsync(app, ServingStatus.NotServing);
        Assert.Equal(ServingStatus.Serving, await CheckAsync(app, "live"));
        Assert.Contains("store: The database does not answer", await HealthzAsync(app), StringComparison.Ordinal);

        server.Start();
        await BecomesAsync(app, ServingStatus.Serving);
        Assert.Equal(1, await app.ReadHeadAsync());
    }

    private static async Task<ServingStatus> CheckAsync(StatementsApp app, string service) =>
        (await new Health.HealthClient(app.Service.Grpc).CheckAsync(new() { Service = service }, cancellationToken: Ct)).Status;

    private static Task<ServingStatus> BecomesAsync(StatementsApp app, ServingStatus status) =>
        Eventually.BecomesAsync(() => CheckAsync(app, "ready"), now => now == status, $"the register is {status}");

    private static async Task<string> HealthzAsync(StatementsApp app)
    {
        using var response = await app.Http.GetAsync(new Uri("/healthz", UriKind.Relative), Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
