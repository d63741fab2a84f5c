using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Google.Protobuf.Reflection;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>What tells one service from another.</summary>
/// <param name="Name">Its name: its Dapr app-id and, for a register, the name of its log.</param>
/// <param name="HttpPort">Default port for JSON and health, HTTP/1.1.</param>
/// <param name="GrpcPort">Default port for gRPC, HTTP/2 without TLS.</param>
/// <param name="CallbackPort">Default loopback port for the sidecar's callbacks, HTTP/2 without TLS.</param>
/// <param name="Contract">The gRPC service that it answers.</param>
public sealed record ServiceInfo(string Name, int HttpPort, int GrpcPort, int CallbackPort, ServiceDescriptor Contract)
{
    /// <summary>The register of statements and sources.</summary>
    public static ServiceInfo Statements { get; } =
        new("statements", HttpPort: 8180, GrpcPort: 8181, CallbackPort: 8182, StatementsService.Descriptor);

    /// <summary>The register of agreements.</summary>
    public static ServiceInfo Agreements { get; } =
        new("agreements", HttpPort: 8280, GrpcPort: 8281, CallbackPort: 8282, AgreementsService.Descriptor);

    /// <summary>The register of criteria, assessments and positions.</summary>
    public static ServiceInfo Criteria { get; } =
        new("criteria", HttpPort: 8380, GrpcPort: 8381, CallbackPort: 8382, CriteriaService.Descriptor);

    /// <summary>The composer of views.</summary>
    public static ServiceInfo Gateway { get; } =
        new("gateway", HttpPort: 8080, GrpcPort: 8081, CallbackPort: 8082, ReadinessService.Descriptor);

    /// <summary>The services that own facts.</summary>
    public static IReadOnlyList<ServiceInfo> Registers { get; } = [Statements, Agreements, Criteria];

    /// <summary>All services, registers first.</summary>
    public static IReadOnlyList<ServiceInfo> All { get; } = [.. Registers, Gateway];

    /// <summary>The services that follow the log of this one.</summary>
    public IReadOnlyList<ServiceInfo> Followers =>
        this == Gateway ? [] : this == Criteria ? [Gateway] : [Criteria, Gateway];

    /// <summary>The topic of the events of a register that a subscriber gave up.</summary>
    public static string DeadLetterTopic(string register, string subscriber) => $"{Topic(register)}.{subscriber}.dead";

    /// <summary>The topic of a register's changes.</summary>
    public static string Topic(string register) => $"alliance.{register}.v1";
}
