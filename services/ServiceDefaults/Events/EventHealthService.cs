using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Status = Grpc.Core.Status;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Tells the sidecar whether this service can take events: until it begins to stop.</summary>
public sealed class EventHealthService(IHostApplicationLifetime lifetime) : AppCallbackHealthCheck.AppCallbackHealthCheckBase
{
    /// <inheritdoc/>
    public override Task<HealthCheckResponse> HealthCheck(Empty request, ServerCallContext context) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? throw new RpcException(new Status(StatusCode.Unavailable, "The service is stopping."))
            : Task.FromResult(new HealthCheckResponse());
}
