using System.Net;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Json;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>What every service starts with: listeners, gRPC with JSON, validation, errors, health, reflection.</summary>
public static class ServiceHost
{
    private const string ListenerItem = "alliance.listener";
    private const string CallbackPath = "/dapr.proto.runtime.v1.AppCallback";

    /// <summary>Begins a service.</summary>
    /// <param name="service">What tells it from the others.</param>
    /// <param name="args">Options from the command line.</param>
    /// <param name="clock">The clock of a test; the system's without one.</param>
    public static WebApplicationBuilder CreateBuilder(ServiceInfo service, string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = service.Name });
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            // A caller that leaves before its request was read is no failure of the service. What fails in a method is logged by
            // the interceptor.
            .AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.Critical)
            // A start that fails is told in one sentence, not with a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            // That a service is not ready is an answer to who asks, no event.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)
            // What fails in the store is logged once, where it is handled.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        AddListeners(builder, service);
        builder.Services.AddSingleton<RequestValidator>();
        builder.Services.AddSingleton<FieldMasks>();
        builder.Services.AddValidatedOptions<FreshnessOptions>(builder.Configuration, "Freshness");
        builder.Services
            .AddGrpc(grpc =>
            {
                grpc.Interceptors.Add<ErrorInterceptor>();
                grpc.Interceptors.Add<ValidationInterceptor>();
                grpc.Interceptors.Add<FreshnessInterceptor>();
            })
            .AddJsonTranscoding(json =>
            {
                // Without the error details in the registry a JSON answer that carries them cannot be written.
                json.TypeRegistry = TypeRegistry.FromFiles([ErrorDetailsReflection.Descriptor, .. ResourcePatterns.Files]);
                // As proto3 JSON has it: a JSON number cannot hold every int64.
                json.JsonSettings.WriteInt64sAsStrings = true;
            });
        builder.Services.AddGrpcReflection();
        builder.AddHealth(service);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(EventMetrics.MeterName).AddPrometheusExporter());
        AddShutdown(builder);
        return builder;
    }

    /// <summary>Maps what every service answers beside its own methods.</summary>
    public static void MapServiceDefaults(this WebApplication app)
    {
        app.Use(KeepCallbacksOnTheirPort);
        app.UseMiddleware<JsonRequestCheck>();
        app.MapGrpcReflectionService();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint();
    }

    /// <summary>Runs a service to its end: 0, or 1 after one sentence about what keeps it from starting.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            await StartAsync(app, CancellationToken.None);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Starts a service; a reason that the operator can mend comes as a <see cref="StartupException"/>.</summary>
    public static async Task<ServiceAddresses> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var service = app.Services.GetRequiredService<ServiceInfo>().Name;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            // Kestrel's message names the address.
            throw new StartupException($"The service {service} cannot listen: {exception.Message}", exception);
        }
        catch (OptionsValidationException exception)
        {
            throw new StartupException($"The configuration of {service} is wrong: {string.Join(" ", exception.Failures)}", exception);
        }
        catch (InvalidOperationException exception) when (exception.Source == typeof(ConfigurationBinder).Assembly.GetName().Name)
        {
            // The binder's message names the option and its value.
            throw new StartupException($"The configuration of {service} is wrong: {exception.Message}", exception);
        }
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        return new(
            new Uri(addresses[(int)Listener.Http]), new Uri(addresses[(int)Listener.Grpc]), new Uri(addresses[(int)Listener.Callback]));
    }

    private static void AddShutdown(WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ShutdownOptions>(builder.Configuration, "Shutdown");
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.AddOptions<HostOptions>().Configure<ShutdownOptions>((host, shutdown) =>
            host.ShutdownTimeout = shutdown.Delay + shutdown.Patience);
    }

    private static void AddListeners(WebApplicationBuilder builder, ServiceInfo service)
    {
        builder.Services.AddOptions<ListenerOptions>()
            .Configure(o => (o.HttpPort, o.GrpcPort, o.CallbackPort) = (service.HttpPort, service.GrpcPort, service.CallbackPort))
            .Bind(builder.Configuration)
            .ValidateDataAnnotations()
            .Validate(o => IPAddress.TryParse(o.ListenAddress, out _), "ListenAddress must be an IP address.")
            .ValidateOnStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            ListenerOptions options;
            try
            {
                options = kestrel.ApplicationServices.GetRequiredService<IOptions<ListenerOptions>>().Value;
            }
            catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
            {
                // The server is put together before the service starts; the start checks again and tells the operator.
                return;
            }
            // A thousand names fit into a GET, and a filter of the greatest length in any script.
            kestrel.Limits.MaxRequestLineSize = 128 * 1024;
            var address = IPAddress.Parse(options.ListenAddress);
            kestrel.Listen(address, options.HttpPort, listen => Mark(listen, Listener.Http, HttpProtocols.Http1));
            kestrel.Listen(address, options.GrpcPort, listen => Mark(listen, Listener.Grpc, HttpProtocols.Http2));
            kestrel.Listen(IPAddress.Loopback, options.CallbackPort, listen => Mark(listen, Listener.Callback, HttpProtocols.Http2));
        });
    }

    private static void Mark(ListenOptions listen, Listener listener, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection =>
        {
            connection.Items[ListenerItem] = listener;
            return next(connection);
        });
    }

    // Callbacks come from the sidecar alone, and the sidecar's port serves nothing else.
    private static Task KeepCallbacksOnTheirPort(HttpContext context, RequestDelegate next)
    {
        // Routing takes no notice of case, and so must this.
        var isCallback = context.Request.Path.StartsWithSegments(CallbackPath, StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments(CallbackPath + "HealthCheck", StringComparison.OrdinalIgnoreCase);
        var listener = context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionItemsFeature>()?.Items[ListenerItem];
        if (isCallback == (listener is Listener.Callback))
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
