using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AllianceServices.Gateway.Events;

/// <summary>The Gateway serves once it has read every register to its end; before, it has no view to show.</summary>
internal sealed class ViewHealthCheck(ViewHolder view) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(view.Unread.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Still reading {string.Join(", ", view.Unread)}."));
}
