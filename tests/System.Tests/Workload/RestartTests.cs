using AllianceServices.Local;

namespace AllianceServices.SystemTests.Workload;

/// <summary>A service or a sidecar that goes away in the middle of the script changes nothing in the end.</summary>
public class RestartTests(UndisturbedRun undisturbed)
{
    private const int Before = 25;
    private const int During = 25;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    [InlineData("gateway")]
    public async Task A_service_that_was_away_catches_up(string name)
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(undisturbed.Writes.Take(Before));
        var service = system.ServiceNamed(name);

        await service.StopAsync();
        // The others work on; what needs the absent one waits for it.
        var during = undisturbed.Writes.Skip(Before).Take(During).ToLookup(write => write.Needs(name));
        await system.RecordAsync(during[false]);
        await service.StartAgainAsync(Ct);
        await system.RecordPatientlyAsync(during[true]);

        await system.RecordPatientlyAsync(undisturbed.Writes.Skip(Before + During));
        await undisturbed.AssertSameAsync(system);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    [InlineData("gateway")]
    public async Task A_service_may_restart_while_clients_write(string name)
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(undisturbed.Writes.Take(Before));

        var restart = RestartAsync(system.ServiceNamed(name));
        await system.RecordPatientlyAsync(undisturbed.Writes.Skip(Before));
        await restart;

        await undisturbed.AssertSameAsync(system);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    [InlineData("gateway")]
    public async Task A_sidecar_may_restart_while_its_service_works(string name)
    {
        await using var system = await TestSystem.StartSubscribedAsync();
        await system.RecordAsync(undisturbed.Writes.Take(Before));

        var restart = system.ServiceNamed(name).Sidecar.RestartAsync(Ct);
        await system.RecordAsync(undisturbed.Writes.Skip(Before));
        await restart;

        await undisturbed.AssertSameAsync(system);
        await system.SubscribedAsync();
    }

    private static async Task RestartAsync(LocalService service)
    {
        await service.StopAsync();
        await service.StartAgainAsync(Ct);
    }
}
