using System.CommandLine;

namespace AllianceServices.DevSidecar;

/// <summary>
/// The command line of daprd, so that what starts daprd can start this instead. Some of its flags that have no meaning here, such
/// as the ports of metrics, are taken and do nothing; all others are refused.
/// </summary>
internal static class DaprdCommandLine
{
    private static readonly Option<string> AppId = new("--app-id") { Required = true };
    private static readonly Option<int?> AppPort = new("--app-port");
    private static readonly Option<string> AppProtocol = new("--app-protocol") { DefaultValueFactory = _ => "http" };
    private static readonly Option<int> GrpcPort = new("--dapr-grpc-port") { DefaultValueFactory = _ => 50001 };
    private static readonly Option<int> HttpPort = new("--dapr-http-port") { DefaultValueFactory = _ => 3500 };
    private static readonly Option<string[]> ResourcesPath = new("--resources-path") { DefaultValueFactory = _ => [] };
    private static readonly Option<bool> HealthCheck = new("--enable-app-health-check");
    private static readonly Option<int> HealthInterval = new("--app-health-probe-interval") { DefaultValueFactory = _ => 5 };
    private static readonly Option<int> HealthTimeout = new("--app-health-probe-timeout") { DefaultValueFactory = _ => 500 };
    private static readonly Option<int> HealthThreshold = new("--app-health-threshold") { DefaultValueFactory = _ => 3 };
    private static readonly Option<int> GracefulShutdown = new("--dapr-graceful-shutdown-seconds") { DefaultValueFactory = _ => 5 };

    private static readonly string[] WithoutMeaning =
    [
        "--config", "--dapr-internal-grpc-port", "--dapr-listen-addresses", "--enable-metrics", "--log-as-json", "--log-level",
        "--metrics-port", "--mode", "--placement-host-address", "--profile-port", "--scheduler-host-address",
    ];

    private static readonly RootCommand Command = Make();

    /// <summary>Whether the arguments are those of daprd.</summary>
    public static bool Is(string[] args) => args.Any(argument => argument.StartsWith("--app-id", StringComparison.Ordinal));

    /// <summary>The sidecar that the arguments ask for, with the tokens of the environment, and the components of its resources.</summary>
    /// <exception cref="ArgumentException">An argument or a resource is wrong; the message names it.</exception>
    public static (SidecarOptions Options, IReadOnlyDictionary<string, GroupMode> Components) Read(string[] args)
    {
        var result = Command.Parse(args);
        foreach (var error in result.Errors)
        {
            throw new ArgumentException(error.Message);
        }
        if (result.GetValue(AppPort) is not null && result.GetValue(AppProtocol) != "grpc")
        {
            throw new ArgumentException($"--app-protocol must be grpc, not {result.GetValue(AppProtocol)}.");
        }
        var resources = DaprdResources.Read(result.GetRequiredValue(ResourcesPath), result.GetRequiredValue(AppId));
        var options = new SidecarOptions
        {
            AppId = result.GetRequiredValue(AppId),
            AppPort = result.GetValue(AppPort),
            GrpcPort = result.GetValue(GrpcPort),
            HttpPort = result.GetValue(HttpPort),
            AppHealthCheck = result.GetValue(HealthCheck),
            AppHealthInterval = TimeSpan.FromSeconds(result.GetValue(HealthInterval)),
            AppHealthTimeout = TimeSpan.FromMilliseconds(result.GetValue(HealthTimeout)),
            AppHealthThreshold = result.GetValue(HealthThreshold),
            ApiToken = Environment.GetEnvironmentVariable("DAPR_API_TOKEN") is { Length: > 0 } api ? api : null,
            AppToken = Environment.GetEnvironmentVariable("APP_API_TOKEN") is { Length: > 0 } app ? app : null,
            Retry = resources.Retry,
            InboundTimeout = resources.Timeout,
            DrainTimeout = TimeSpan.FromSeconds(result.GetValue(GracefulShutdown)),
        };
        return options.Problems().FirstOrDefault() is { } problem
            ? throw new ArgumentException(problem + ".")
            : (options, resources.Components);
    }

    private static RootCommand Make()
    {
        var command = new RootCommand
        {
            AppId, AppPort, AppProtocol, GrpcPort, HttpPort, ResourcesPath,
            HealthCheck, HealthInterval, HealthTimeout, HealthThreshold, GracefulShutdown,
        };
        foreach (var name in WithoutMeaning)
        {
            command.Options.Add(new Option<string>(name) { Arity = ArgumentArity.ZeroOrOne });
        }
        return command;
    }
}
