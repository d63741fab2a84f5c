using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements.Storage;

namespace AllianceServices.Statements;

/// <summary>The register of statements and sources as a web application.</summary>
public static class StatementsHost
{
    /// <summary>Puts the service together.</summary>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = ServiceHost.CreateBuilder(ServiceInfo.Statements, args, clock);
        builder.AddRegister<StatementsContext, StatementsPostgreSqlContext>();
        builder.Services.AddSingleton<StatementsImporter>();

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEventCallbacks();
        app.MapGrpcService<StatementsService>();
        app.MapGrpcService<DeadLetterService>();
        return app;
    }
}
