using AllianceServices.Gateway.Events;
using AllianceServices.Gateway.Forwarding;
using AllianceServices.Gateway.OpenApi;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults.Hosting;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway;

/// <summary>The composer of views, and the one address of all services, as a web application.</summary>
public static class GatewayHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Gateway, args);
        builder.AddPeer(ServiceInfo.Statements);
        builder.AddPeer(ServiceInfo.Agreements);
        builder.AddPeer(ServiceInfo.Criteria);
        builder.AddCrossOrigin();
        builder.AddForwarding();
        builder.Services.AddForwardedReflection();
        builder.AddViews();
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Statements,
            (channel, request, options) => new Statements.StatementsService.StatementsServiceClient(channel).StreamChanges(request, options)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Agreements,
            (channel, request, options) => new Agreements.AgreementsService.AgreementsServiceClient(channel).StreamChanges(request, options)));
        builder.AddSubscriber(services => ViewSubscriber.Create(services, ServiceInfo.Criteria,
            (channel, request, options) => new Criteria.CriteriaService.CriteriaServiceClient(channel).StreamChanges(request, options)));

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseCors();
        app.UseGrpcWebEverywhere();
        app.MapEventCallbacks();
        app.MapViews();
        app.MapForwarding();
        app.MapOpenApiDocument();
        return app;
    }
}
