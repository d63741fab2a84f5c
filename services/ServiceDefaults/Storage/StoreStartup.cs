using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>Makes the register's database ready before the service listens.</summary>
internal sealed class StoreStartup<TContext>(RegisterStore store, IDbContextFactory<TContext> databases) : IHostedService
    where TContext : RegisterContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await store.PrepareAsync(db, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
