using AllianceServices.Gateway.Events;
using AllianceServices.Gateway.Forwarding;
using AllianceServices.Gateway.OpenApi;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway;

/// <summary>The composer of views, and the one address of all services, as a web application.</summary>
public static class GatewayHost
{
    // What the system takes of a connection beyond what its other end has room for. By default it grows to megabytes, and a slow
    // watcher would read all that is in it before it gets to the latest view.
    private const int SendBuffer = 128 * 1024;

    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Gateway, args);
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = SendBuffer;
            return socket;
        });
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
