namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>What tells one service from another.</summary>
/// <param name="Name">Its name: its Dapr app-id and, for a register, the name of its log.</param>
/// <param name="HttpPort">Default port for JSON and health, HTTP/1.1.</param>
/// <param name="GrpcPort">Default port for gRPC, HTTP/2 without TLS.</param>
/// <param name="CallbackPort">Default loopback port for the sidecar's callbacks, HTTP/2 without TLS.</param>
public sealed record ServiceInfo(string Name, int HttpPort, int GrpcPort, int CallbackPort)
{
    /// <summary>The topic of a register's changes.</summary>
    public static string Topic(string register) => $"alliance.{register}.v1";
}
