using AllianceServices.ServiceDefaults.Storage;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Status = Grpc.Core.Status;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Tells the sidecar whether this service can take events: from when its store is ready until it begins to stop.</summary>
public sealed class EventHealthService(IHostApplicationLifetime lifetime, IEnumerable<RegisterStore> stores) : AppCallbackHealthCheck.AppCallbackHealthCheckBase
{
    /// <inheritdoc/>
    public override Task<HealthCheckResponse> HealthCheck(Empty request, ServerCallContext context) =>
        lifetime.ApplicationStopping.IsCancellationRequested || !stores.All(store => store.Prepared.IsCompleted)
            ? throw new RpcException(new Status(StatusCode.Unavailable, "The service is not ready for events."))
            : Task.FromResult(new HealthCheckResponse());
}
