using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Agreements;

/// <summary>The register of agreements as a web application.</summary>
public static class AgreementsHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Agreements, args);
        builder.AddRegister<AgreementsContext>();
        builder.Services.AddSingleton<AgreementsImporter>();

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        app.MapGrpcService<AgreementsService>();
        return app;
    }
}
