using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>The parts that services are put together from.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>A register: its database, its change log, and the relay that publishes it.</summary>
    /// <typeparam name="TContext">Its database, as it is on SQLite.</typeparam>
    /// <typeparam name="TPostgreSqlContext">The same on PostgreSQL.</typeparam>
    public static void AddRegister<TContext, TPostgreSqlContext>(this WebApplicationBuilder builder)
        where TContext : RegisterContext
        where TPostgreSqlContext : TContext
    {
        builder.Services.AddValidatedOptions<StoreOptions>(builder.Configuration, "Store");
        builder.Services.AddSingleton<ChangeSignal>();
        builder.AddStore<TContext, TPostgreSqlContext>();
        builder.Services.AddSingleton<Register<TContext>>();
        builder.Services.AddSingleton<ChangeStream<TContext>>();
        builder.Services.AddSingleton<Exporter<TContext>>();
        builder.Services.AddSingleton<FreshnessGate, RegisterFreshness<TContext>>();
        builder.AddEvents();
        // Reads DAPR_GRPC_PORT, DAPR_HTTP_PORT and DAPR_API_TOKEN.
        builder.Services.AddDaprClient();
        builder.Services.AddHostedService<Relay<TContext>>();
        builder.Services.AddSingleton<DeadLetterBox, DeadLetterBox<TContext>>();
    }

    private static void AddStore<TContext, TPostgreSqlContext>(this WebApplicationBuilder builder)
        where TContext : RegisterContext
        where TPostgreSqlContext : TContext
    {
        builder.Services.AddHostedService<StoreStartup<TContext>>();
        builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck<TContext>>("store");
        if (string.IsNullOrEmpty(builder.Configuration["Store:ConnectionString"]))
        {
            builder.Services.AddSingleton<RegisterStore, SqliteStore>();
            builder.Services.AddPooledDbContextFactory<TContext>(Configure);
            return;
        }
        builder.Services.AddSingleton<PostgreSqlStore>();
        builder.Services.AddSingleton<RegisterStore>(services => services.GetRequiredService<PostgreSqlStore>());
        builder.Services.AddPooledDbContextFactory<TPostgreSqlContext>(Configure);
        builder.Services.AddSingleton<IDbContextFactory<TContext>, ContextFactory<TContext, TPostgreSqlContext>>();
        builder.Services.AddHostedService<PostgreSqlListener>();

        static void Configure(IServiceProvider services, DbContextOptionsBuilder options) =>
            services.GetRequiredService<RegisterStore>().Configure(options);
    }

    /// <summary>Follows the logs of other registers.</summary>
    public static void AddSubscriber<TSubscriber>(this WebApplicationBuilder builder, Func<IServiceProvider, TSubscriber> create)
        where TSubscriber : ChangeSubscriber
    {
        builder.AddEvents();
        builder.Services.AddSingleton<ChangeSubscriber>(create);
        if (builder.Services.All(service => service.ImplementationType != typeof(CatchUpWorker)))
        {
            builder.Services.AddHostedService<CatchUpWorker>();
        }
    }

    /// <summary>Answers the sidecar on the callback port.</summary>
    public static void MapEventCallbacks(this WebApplication app)
    {
        app.MapGrpcService<EventCallbackService>();
        app.MapGrpcService<EventHealthService>();
    }

    private static void AddEvents(this WebApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(EventMetrics)))
        {
            return;
        }
        builder.Services.AddSingleton<EventMetrics>();
        builder.Services.AddValidatedOptions<EventOptions>(builder.Configuration, "Events");
        builder.Services.AddSingleton(new AppToken(builder.Configuration["APP_API_TOKEN"]));
    }

    /// <summary>Binds a section, checks it at the start, and lets it be injected as the plain class.</summary>
    public static void AddValidatedOptions<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
