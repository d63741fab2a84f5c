using AllianceServices.Gateway.Events;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;

namespace AllianceServices.Gateway.Views;

/// <summary>Puts the views together: the model in memory, what is composed from it, and the service that answers.</summary>
internal static class ViewsSetup
{
    /// <summary>Adds what the methods of the readiness service need.</summary>
    public static void AddViews(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ViewHolder>();
        builder.Services.AddSingleton<ViewFeeds>();
        builder.Services.AddHostedService<ViewComposer>();
        builder.Services.AddSingleton<FreshnessGate, ViewFreshness>();
        builder.Services.AddHealthChecks().AddCheck<ViewHealthCheck>("view");
        builder.Services.AddValidatedOptions<WatchOptions>(builder.Configuration, "Watch");
        builder.Services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<KnownAtInterceptor>());
        builder.Services.AddSingleton<WatchMetrics>();
        builder.Services.AddSingleton<ReadinessService>();
        builder.Services.AddSingleton<SendTurns>();
        builder.Services.AddSingleton<EncodedReadinessService>();
        builder.Services.AddSingleton<IServiceMethodProvider<EncodedReadinessService>, EncodedReadinessService.Methods>();
        // The methods that are answered over gRPC alone have no JSON, and are not missed there.
        builder.Logging.AddFilter(
            "Microsoft.AspNetCore.Grpc.JsonTranscoding.Internal.Binding.JsonTranscodingServiceMethodProvider", LogLevel.Error);
    }

    /// <summary>Maps the methods.</summary>
    public static void MapViews(this WebApplication app)
    {
        app.MapGrpcService<ReadinessService>();
        // Goes first where both answer.
        app.MapGrpcService<EncodedReadinessService>().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);
    }
}
