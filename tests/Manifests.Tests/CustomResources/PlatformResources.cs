using System.Text.Json.Serialization;
using k8s.Models;

#pragma warning disable CS1591 // The fields of the Prometheus operator's and the Gateway API's resources, which those document.
namespace AllianceServices.Manifests.Tests.CustomResources;

/// <summary>https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor</summary>
[KubernetesEntity(Group = "monitoring.coreos.com", ApiVersion = "v1", Kind = "PodMonitor", PluralName = "podmonitors")]
internal sealed class PodMonitor : CustomResource
{
    [JsonRequired] public PodMonitorSpec Spec { get; set; } = new();
}

internal sealed class PodMonitorSpec
{
    [JsonRequired] public V1LabelSelector Selector { get; set; } = new();
    public List<PodMetricsEndpoint> PodMetricsEndpoints { get; set; } = [];
}

internal sealed class PodMetricsEndpoint
{
    public string? Port { get; set; }
    public string? Path { get; set; }
    public string? Interval { get; set; }
}

/// <summary>https://gateway-api.sigs.k8s.io/reference/spec/#httproute</summary>
[KubernetesEntity(Group = "gateway.networking.k8s.io", ApiVersion = "v1", Kind = "HTTPRoute", PluralName = "httproutes")]
internal sealed class HttpRoute : CustomResource
{
    [JsonRequired] public RouteSpec<HttpMatch> Spec { get; set; } = new();
}

/// <summary>https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute</summary>
[KubernetesEntity(Group = "gateway.networking.k8s.io", ApiVersion = "v1", Kind = "GRPCRoute", PluralName = "grpcroutes")]
internal sealed class GrpcRoute : CustomResource
{
    [JsonRequired] public RouteSpec<GrpcMatch> Spec { get; set; } = new();
}

internal sealed class RouteSpec<TMatch>
{
    [JsonRequired] public List<ParentReference> ParentRefs { get; set; } = [];
    public List<string> Hostnames { get; set; } = [];
    [JsonRequired] public List<RouteRule<TMatch>> Rules { get; set; } = [];
}

internal sealed class ParentReference
{
    [JsonRequired] public string Name { get; set; } = "";
    public string? Namespace { get; set; }
    public string? SectionName { get; set; }
}

internal sealed class RouteRule<TMatch>
{
    public List<TMatch> Matches { get; set; } = [];
    public RouteTimeouts? Timeouts { get; set; }
    [JsonRequired] public List<BackendReference> BackendRefs { get; set; } = [];
}

internal sealed class RouteTimeouts
{
    public string? Request { get; set; }
    public string? BackendRequest { get; set; }
}

internal sealed class HttpMatch
{
    public HttpPath? Path { get; set; }
}

internal sealed class HttpPath
{
    [JsonRequired] public string Type { get; set; } = "";
    [JsonRequired] public string Value { get; set; } = "";
}

internal sealed class GrpcMatch
{
    public GrpcMethod? Method { get; set; }
}

internal sealed class GrpcMethod
{
    public string? Service { get; set; }
    public string? Method { get; set; }
}

internal sealed class BackendReference
{
    [JsonRequired] public string Name { get; set; } = "";
    [JsonRequired] public int Port { get; set; }
}
