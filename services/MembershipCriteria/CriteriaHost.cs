using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using AllianceServices.MembershipCriteria.Events;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.MembershipCriteria;

/// <summary>The register of criteria and positions as a web application.</summary>
public static class CriteriaHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Criteria, args, clock);
        builder.AddRegister<CriteriaContext, CriteriaPostgreSqlContext>();
        builder.AddPeer(ServiceInfo.Statements);
        builder.AddPeer(ServiceInfo.Agreements);
        builder.Services.AddSingleton(services => new StatementsService.StatementsServiceClient(services.PeerChannel(ServiceInfo.Statements)));
        builder.Services.AddSingleton(services => new AgreementsService.AgreementsServiceClient(services.PeerChannel(ServiceInfo.Agreements)));
        builder.Services.AddSingleton<References>();
        builder.Services.AddSingleton<CriteriaImporter>();
        builder.AddSubscriber(services => PositionSubscriber.To(ServiceInfo.Statements, services));
        builder.AddSubscriber(services => PositionSubscriber.To(ServiceInfo.Agreements, services));

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        app.MapGrpcService<CriteriaService>();
        app.MapGrpcService<DeadLetterService>();
        return app;
    }
}
