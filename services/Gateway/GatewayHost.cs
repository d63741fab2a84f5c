using AllianceServices.Gateway.Events;
using AllianceServices.Gateway.Forwarding;
using AllianceServices.ServiceDefaults.Hosting;
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
        builder.AddPeer(ServiceInfo.Statements);
        builder.AddPeer(ServiceInfo.Agreements);
        builder.AddPeer(ServiceInfo.Criteria);
        builder.AddForwarding();
        builder.Services.AddForwardedReflection();
        builder.Services.AddSingleton<ViewHolder>();
        builder.Services.AddHealthChecks().AddCheck<ViewHealthCheck>("view");
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Statements,
            (channel, request, ct) => new Statements.StatementsService.StatementsServiceClient(channel).StreamChanges(request, cancellationToken: ct)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Agreements,
            (channel, request, ct) => new Agreements.AgreementsService.AgreementsServiceClient(channel).StreamChanges(request, cancellationToken: ct)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Criteria,
            (channel, request, ct) => new Criteria.CriteriaService.CriteriaServiceClient(channel).StreamChanges(request, cancellationToken: ct)));

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseGrpcWebEverywhere();
        app.MapEventCallbacks();
        app.MapGrpcService<ReadinessService>();
        app.MapForwarding();
        return app;
    }
}
