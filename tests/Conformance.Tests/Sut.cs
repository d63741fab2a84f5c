namespace AllianceServices.Conformance.Tests;

/// <summary>What stands behind the sidecar's API.</summary>
public enum Broker
{
    /// <summary>The hub of the embedded sidecar.</summary>
    Embedded,

    /// <summary>pubsub.in-memory of a real daprd.</summary>
    InMemory,

    /// <summary>pubsub.redis of a real daprd.</summary>
    Redis,
}

/// <summary>The sidecar under test, by the environment.</summary>
public static class Sut
{
    /// <summary>The executable of a real daprd; null for the embedded sidecar.</summary>
    public static string? DaprdPath { get; } = Variable("DAPRD_PATH");

    /// <summary>The Redis (`host:port`) behind daprd; without one it is pubsub.in-memory.</summary>
    public static string? RedisAddress { get; } = Variable("REDIS_ADDRESS");

    /// <summary>Which of the brokers' component files the whole system runs on, where its sidecars are daprd.</summary>
    public static string BrokerFiles { get; } = Variable("BROKER") ?? "redis";

    /// <summary>The folder of the component files.</summary>
    public static string ComponentsPath => Variable("COMPONENTS_PATH") ?? RepositoryRoot.Combine("k8s", "components");

    public static Broker Broker { get; } = (DaprdPath, RedisAddress) switch
    {
        (null, _) => Broker.Embedded,
        (_, null) => Broker.InMemory,
        _ => Broker.Redis,
    };

    /// <summary>
    /// Starts the sidecar of an app with daprd's command line, which the embedded one has too. Probes of the app's health come
    /// every second.
    /// </summary>
    public static ChildProgram StartSidecar(
        string appId, int appPort, int grpcPort, int httpPort, IEnumerable<string> resources, bool healthCheck,
        string appToken = "", string apiToken = "")
    {
        string[] arguments =
        [
            $"--app-id={appId}", $"--app-port={appPort}", "--app-protocol=grpc", $"--dapr-grpc-port={grpcPort}", $"--dapr-http-port={httpPort}",
            $"--dapr-internal-grpc-port={ServicePorts.Free(1)[0]}", "--dapr-listen-addresses=127.0.0.1", "--enable-metrics=false", "--log-level=warn",
            $"--enable-app-health-check={(healthCheck ? "true" : "false")}",
            "--app-health-probe-interval=1", "--app-health-probe-timeout=500", "--app-health-threshold=2",
            .. resources.Select(folder => $"--resources-path={folder}"),
        ];
        var variables = new Dictionary<string, string> { ["APP_API_TOKEN"] = appToken, ["DAPR_API_TOKEN"] = apiToken };
        return DaprdPath is null
            ? ChildProgram.Start("AllianceServices.DevSidecar", arguments, variables)
            : ChildProgram.StartFile(DaprdPath, arguments, variables);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
