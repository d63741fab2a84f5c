using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

#pragma warning disable CS1591 // The fields of Dapr's resources, which Dapr documents.
namespace AllianceServices.Manifests.Tests.CustomResources;

/// <summary>A resource of another project, of which only the fields that are used here are known.</summary>
internal abstract class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    [JsonRequired]
    public V1ObjectMeta Metadata { get; set; } = new();
}

/// <summary>https://docs.dapr.io/reference/resource-specs/component-schema/</summary>
[KubernetesEntity(Group = "dapr.io", ApiVersion = "v1alpha1", Kind = "Component", PluralName = "components")]
internal sealed class DaprComponent : CustomResource
{
    [JsonRequired] public ComponentSpec Spec { get; set; } = new();
    public List<string> Scopes { get; set; } = [];
    public SecretStore? Auth { get; set; }
}

internal sealed class ComponentSpec
{
    [JsonRequired] public string Type { get; set; } = "";
    [JsonRequired] public string Version { get; set; } = "";
    public string? InitTimeout { get; set; }
    public bool? IgnoreErrors { get; set; }
    [JsonRequired] public List<ComponentField> Metadata { get; set; } = [];
}

internal sealed class ComponentField
{
    [JsonRequired] public string Name { get; set; } = "";
    public string? Value { get; set; }
    public SecretReference? SecretKeyRef { get; set; }
    public string? EnvRef { get; set; }
}

internal sealed class SecretReference
{
    [JsonRequired] public string Name { get; set; } = "";
    public string? Key { get; set; }
}

internal sealed class SecretStore
{
    [JsonRequired] public string SecretStoreName { get; set; } = "";
}

/// <summary>https://docs.dapr.io/reference/resource-specs/configuration-schema/</summary>
[KubernetesEntity(Group = "dapr.io", ApiVersion = "v1alpha1", Kind = "Configuration", PluralName = "configurations")]
internal sealed class DaprConfiguration : CustomResource
{
    [JsonRequired] public ConfigurationSpec Spec { get; set; } = new();
}

internal sealed class ConfigurationSpec
{
    public ApiSpec? Api { get; set; }
    public TracingSpec? Tracing { get; set; }
}

internal sealed class ApiSpec
{
    public List<ApiRule> Allowed { get; set; } = [];
    public List<ApiRule> Denied { get; set; } = [];
}

internal sealed class ApiRule
{
    [JsonRequired] public string Name { get; set; } = "";
    [JsonRequired] public string Version { get; set; } = "";
    public string? Protocol { get; set; }
}

internal sealed class TracingSpec
{
    [JsonRequired] public string SamplingRate { get; set; } = "";
    public bool? Stdout { get; set; }
    public OtelSpec? Otel { get; set; }
}

internal sealed class OtelSpec
{
    [JsonRequired] public string EndpointAddress { get; set; } = "";
    [JsonRequired] public bool IsSecure { get; set; }
    [JsonRequired] public string Protocol { get; set; } = "";
}

/// <summary>https://docs.dapr.io/reference/resource-specs/resiliency-schema/</summary>
[KubernetesEntity(Group = "dapr.io", ApiVersion = "v1alpha1", Kind = "Resiliency", PluralName = "resiliencies")]
internal sealed class DaprResiliency : CustomResource
{
    [JsonRequired] public ResiliencySpec Spec { get; set; } = new();
    public List<string> Scopes { get; set; } = [];
}

internal sealed class ResiliencySpec
{
    [JsonRequired] public ResiliencyPolicies Policies { get; set; } = new();
    [JsonRequired] public ResiliencyTargets Targets { get; set; } = new();
}

internal sealed class ResiliencyPolicies
{
    public Dictionary<string, string> Timeouts { get; set; } = [];
    public Dictionary<string, RetryPolicy> Retries { get; set; } = [];
}

internal sealed class RetryPolicy
{
    [JsonRequired] public string Policy { get; set; } = "";
    public string? Duration { get; set; }
    public string? MaxInterval { get; set; }
    public int? MaxRetries { get; set; }
}

internal sealed class ResiliencyTargets
{
    public Dictionary<string, ComponentTarget> Components { get; set; } = [];
}

internal sealed class ComponentTarget
{
    public DirectionPolicy? Inbound { get; set; }
    public DirectionPolicy? Outbound { get; set; }
}

internal sealed class DirectionPolicy
{
    public string? Timeout { get; set; }
    public string? Retry { get; set; }
}
