using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>A register serves while its own database is up to date and answers.</summary>
internal sealed class StoreHealthCheck<TContext>(RegisterStore store, IDbContextFactory<TContext> databases) : IHealthCheck
    where TContext : RegisterContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!store.Prepared.IsCompleted)
        {
            return HealthCheckResult.Unhealthy("Waiting for the database.");
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var db = await databases.CreateDbContextAsync(patience.Token);
            return await db.Database.CanConnectAsync(patience.Token)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database does not answer.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not answer in time.");
        }
    }
}
