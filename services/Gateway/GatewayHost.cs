using AllianceServices.Gateway.Events;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.AspNetCore.Server.Model;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway;

/// <summary>The composer of views as a web application.</summary>
public static class GatewayHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Gateway, args);
        // The methods that are answered over gRPC alone have no JSON, and are not missed there.
        builder.Logging.AddFilter(
            "Microsoft.AspNetCore.Grpc.JsonTranscoding.Internal.Binding.JsonTranscodingServiceMethodProvider", LogLevel.Error);
        builder.AddPeer(ServiceInfo.Statements);
        builder.AddPeer(ServiceInfo.Agreements);
        builder.AddPeer(ServiceInfo.Criteria);
        builder.Services.AddSingleton<ViewHolder>();
        builder.Services.AddSingleton<ViewFeeds>();
        builder.Services.AddHostedService<ViewComposer>();
        builder.Services.AddValidatedOptions<WatchOptions>(builder.Configuration, "Watch");
        builder.Services.AddSingleton<ReadinessService>();
        builder.Services.AddSingleton<EncodedReadinessService>();
        builder.Services.AddSingleton<IServiceMethodProvider<EncodedReadinessService>, EncodedReadinessService.Methods>();
        builder.Services.AddSingleton<FreshnessGate, ViewFreshness>();
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Statements,
            (channel, request, options) => new Statements.StatementsService.StatementsServiceClient(channel).StreamChanges(request, options)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Agreements,
            (channel, request, options) => new Agreements.AgreementsService.AgreementsServiceClient(channel).StreamChanges(request, options)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Criteria,
            (channel, request, options) => new Criteria.CriteriaService.CriteriaServiceClient(channel).StreamChanges(request, options)));

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        app.MapGrpcService<ReadinessService>();
        // Goes first where both answer.
        app.MapGrpcService<EncodedReadinessService>().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);
        return app;
    }
}
