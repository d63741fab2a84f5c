using System.Globalization;
using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;

namespace AllianceServices.DevSidecar;

/// <summary>What a sidecar says about itself, over gRPC and HTTP.</summary>
internal sealed class SidecarMetadata(SidecarHub hub, SidecarOptions options, AppLink app)
{
    /// <summary>Marks the stand-in, so that nobody takes it for the real one in a log or a support request.</summary>
    public const string RuntimeVersion = "embedded-sidecar (stand-in, not daprd)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public GetMetadataResponse Describe()
    {
        var response = new GetMetadataResponse { Id = options.AppId, RuntimeVersion = RuntimeVersion };
        response.ExtendedMetadata.Add("daprRuntimeVersion", RuntimeVersion);
        foreach (var (name, mode) in hub.Options.Components)
        {
            response.RegisteredComponents.Add(new RegisteredComponents
            {
                Name = name,
                Type = "pubsub.embedded",
                Version = "v1",
                Capabilities = { mode == GroupMode.PerInstance ? "BROADCAST" : "COMPETING_CONSUMERS" },
            });
        }
        foreach (var subscription in app.Subscriptions)
        {
            response.Subscriptions.Add(new PubsubSubscription
            {
                PubsubName = subscription.PubsubName,
                Topic = subscription.Topic,
                DeadLetterTopic = subscription.DeadLetterTopic,
                Type = PubsubSubscriptionType.Programmatic,
                Metadata = { subscription.Metadata },
                Rules = new PubsubSubscriptionRules
                {
                    Rules = { new PubsubSubscriptionRule { Path = subscription.Routes?.Default ?? "" } },
                },
            });
        }
        if (app.AppPort is { } port)
        {
            response.AppConnectionProperties = Connection(port);
        }
        return response;
    }

    public byte[] DescribeJson()
    {
        var described = Describe();
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                described.Id,
                described.RuntimeVersion,
                Extended = described.ExtendedMetadata,
                Components = described.RegisteredComponents.Select(
                    component => new { component.Name, component.Type, component.Version, component.Capabilities }),
                Subscriptions = described.Subscriptions.Select(subscription => new
                {
                    Pubsubname = subscription.PubsubName,
                    subscription.Topic,
                    subscription.DeadLetterTopic,
                    Type = "PROGRAMMATIC",
                    Rules = subscription.Rules.Rules.Select(rule => new { rule.Path }),
                }),
                AppConnectionProperties = described.AppConnectionProperties is { } app
                    ? new { app.Port, app.Protocol, app.ChannelAddress }
                    : null,
            },
            Json);
    }

    private AppConnectionProperties Connection(int port)
    {
        var connection = new AppConnectionProperties { Port = port, Protocol = "grpc", ChannelAddress = "127.0.0.1" };
        if (options.AppHealthCheck)
        {
            connection.Health = new AppConnectionHealthProperties
            {
                HealthProbeInterval = GoSeconds(options.AppHealthInterval),
                HealthProbeTimeout = GoSeconds(options.AppHealthTimeout),
                HealthThreshold = options.AppHealthThreshold,
            };
        }
        return connection;
    }

    private static string GoSeconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
