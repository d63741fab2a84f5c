using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Agreements;

/// <summary>The register of agreements as a web application.</summary>
public static class AgreementsHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Agreements, args, clock);
        builder.AddRegister<AgreementsContext, AgreementsPostgreSqlContext>();
        builder.Services.AddSingleton<AgreementsImporter>();

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        app.MapGrpcService<AgreementsService>();
        app.MapGrpcService<DeadLetterService>();
        return app;
    }
}
