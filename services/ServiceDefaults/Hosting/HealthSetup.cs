using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>What a service says of its health: over gRPC by the names `live` and `ready`, over HTTP at `/healthz`.</summary>
internal static class HealthSetup
{
    private const string Live = "live";
    private const string Ready = "ready";

    /// <summary>
    /// Adds the answers. `live`: the process answers. `ready`, as the contract's own name and the empty one: it has all of its
    /// own that it serves from, and is not about to stop; other services have no part in it.
    /// </summary>
    public static void AddHealth(this WebApplicationBuilder builder, ServiceInfo service)
    {
        // Check runs the checks at each call; Watch is told by the publisher, which by default would look every 30 seconds.
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
            (publisher.Delay, publisher.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        builder.Services
            .AddGrpcHealthChecks(health =>
            {
                health.Services.Map(Live, check => check.Tags.Contains(Live));
                health.Services.Map(Ready, _ => true);
                health.Services.Map(service.Contract.FullName, _ => true);
            })
            .AddCheck("process", () => HealthCheckResult.Healthy(), [Live])
            .Add(new HealthCheckRegistration("stopping", services => new StoppingCheck(
                services.GetRequiredService<IHostApplicationLifetime>()), failureStatus: null, tags: null));
    }

    /// <summary>Maps `/healthz`, which says what is missing.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/healthz", new() { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description}").Prepend(report.Status.ToString())));
    }

    private sealed class StoppingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("The service stops.")
                : HealthCheckResult.Healthy());
    }
}
