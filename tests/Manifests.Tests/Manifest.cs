using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace AllianceServices.Manifests.Tests;

/// <summary>An object as it would be sent to a cluster.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Model">It as a typed object.</param>
/// <param name="Json">It as it is written.</param>
internal sealed record Manifest(string Kind, IKubernetesObject<V1ObjectMeta> Model, JsonObject Json)
{
    /// <summary>Its name.</summary>
    public string Name => Model.Metadata?.Name ?? "";

    /// <summary>Kind and name, for messages.</summary>
    public override string ToString() => $"{Kind}/{Name}";

    /// <summary>The template of its pods; null where it has none.</summary>
    public V1PodTemplateSpec? PodTemplate => Model switch
    {
        V1Deployment deployment => deployment.Spec?.Template,
        V1StatefulSet set => set.Spec?.Template,
        V1Job job => job.Spec?.Template,
        V1CronJob job => job.Spec?.JobTemplate?.Spec?.Template,
        _ => null,
    };
}
