using System.Text.RegularExpressions;
using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>
/// What the API reference says of single fields, of the kinds that are used here: what must be there, which values there are,
/// how names are written. https://kubernetes.io/docs/reference/kubernetes-api/
/// </summary>
internal static partial class FieldRules
{
    /// <summary>All of them.</summary>
    public static RuleBook Create() => new RuleBook().AddRequired().AddValues().AddNames();

    private static RuleBook AddRequired(this RuleBook rules) => rules
        .Require<V1DeploymentSpec>(("selector", x => x.Selector), ("template", x => x.Template))
        .Require<V1StatefulSetSpec>(("selector", x => x.Selector), ("template", x => x.Template), ("serviceName", x => x.ServiceName))
        .Require<V1JobSpec>(("template", x => x.Template))
        .Require<V1CronJobSpec>(("schedule", x => x.Schedule), ("jobTemplate", x => x.JobTemplate))
        .Require<V1PodTemplateSpec>(("spec", x => x.Spec))
        .Require<V1PodSpec>(("containers", x => x.Containers))
        .Require<V1Container>(("name", x => x.Name), ("image", x => x.Image))
        .Require<V1EnvVar>(("name", x => x.Name))
        .Require<V1SecretKeySelector>(("name", x => x.Name), ("key", x => x.Key))
        .Require<V1VolumeMount>(("name", x => x.Name), ("mountPath", x => x.MountPath))
        .Require<V1Volume>(("name", x => x.Name))
        .Require<V1ExecAction>(("command", x => x.Command))
        .Require<V1HTTPGetAction>(("port", x => x.Port))
        .Require<V1TCPSocketAction>(("port", x => x.Port))
        .Require<V1LabelSelectorRequirement>(("key", x => x.Key), ("operator", x => x.OperatorProperty))
        .Require<V1TopologySpreadConstraint>(("topologyKey", x => x.TopologyKey), ("whenUnsatisfiable", x => x.WhenUnsatisfiable))
        .Require<V1ServiceSpec>(("ports", x => x.Ports), ("selector", x => x.Selector))
        .Require<V1NetworkPolicySpec>(("podSelector", x => x.PodSelector), ("policyTypes", x => x.PolicyTypes))
        .Require<V1PersistentVolumeClaimSpec>(("accessModes", x => x.AccessModes), ("resources", x => x.Resources))
        .Require<V2HorizontalPodAutoscalerSpec>(("scaleTargetRef", x => x.ScaleTargetRef), ("metrics", x => x.Metrics))
        .Require<V2CrossVersionObjectReference>(("kind", x => x.Kind), ("name", x => x.Name))
        .Require<V2MetricSpec>(("type", x => x.Type))
        .Require<V2MetricTarget>(("type", x => x.Type))
        .Require<V2MetricIdentifier>(("name", x => x.Name))
        .Require<V2PodsMetricSource>(("metric", x => x.Metric), ("target", x => x.Target))
        .Require<V2ContainerResourceMetricSource>(("name", x => x.Name), ("container", x => x.Container), ("target", x => x.Target))
        .Require<V2HPAScalingPolicy>(("type", x => x.Type));

    private static RuleBook AddValues(this RuleBook rules) => rules
        .OneOf<V1DeploymentStrategy>("type", x => x.Type, "RollingUpdate", "Recreate")
        .OneOf<V1Container>("imagePullPolicy", x => x.ImagePullPolicy, "Always", "IfNotPresent", "Never")
        .OneOf<V1ContainerPort>("protocol", x => x.Protocol, "TCP", "UDP", "SCTP")
        .OneOf<V1ServicePort>("protocol", x => x.Protocol, "TCP", "UDP", "SCTP")
        .OneOf<V1NetworkPolicyPort>("protocol", x => x.Protocol, "TCP", "UDP", "SCTP")
        .OneOf<V1ServiceSpec>("type", x => x.Type, "ClusterIP", "NodePort", "LoadBalancer", "ExternalName")
        .OneOf<V1LabelSelectorRequirement>("operator", x => x.OperatorProperty, "In", "NotIn", "Exists", "DoesNotExist")
        .OneOf<V1TopologySpreadConstraint>("whenUnsatisfiable", x => x.WhenUnsatisfiable, "DoNotSchedule", "ScheduleAnyway")
        .OneOf<V1CronJobSpec>("concurrencyPolicy", x => x.ConcurrencyPolicy, "Allow", "Forbid", "Replace")
        .OneOf<V1PodDisruptionBudgetSpec>("unhealthyPodEvictionPolicy", x => x.UnhealthyPodEvictionPolicy, "AlwaysAllow", "IfHealthyBudget")
        .OneOf<V2MetricSpec>("type", x => x.Type, "ContainerResource", "External", "Object", "Pods", "Resource")
        .OneOf<V2MetricTarget>("type", x => x.Type, "Utilization", "Value", "AverageValue")
        .OneOf<V2HPAScalingPolicy>("type", x => x.Type, "Pods", "Percent")
        .OneOf<V1PodSecurityContext>("fsGroupChangePolicy", x => x.FsGroupChangePolicy, "OnRootMismatch", "Always")
        .For<V1NetworkPolicySpec>(x => x.PolicyTypes?.Except(["Ingress", "Egress"]).Select(type => $"there is no policy type {type}") ?? [])
        .For<V1PersistentVolumeClaimSpec>(x => x.AccessModes?.Except(["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]).Select(mode => $"there is no access mode {mode}") ?? [])
        .For<V1CronJobSpec>(x => Schedule().IsMatch(x.Schedule ?? "") ? [] : ["schedule must have five fields"])
        .For<V1TopologySpreadConstraint>(x => x.MaxSkew < 1 ? ["maxSkew must be 1 or more"] : [])
        .For<V1TopologySpreadConstraint>(x => x.MatchLabelKeys is not null && x.LabelSelector is null ? ["matchLabelKeys needs a labelSelector"] : [])
        .For<V1ContainerPort>(x => Port("containerPort", x.ContainerPort))
        .For<V1ServicePort>(x => Port("port", x.Port))
        .For<V1GRPCAction>(x => Port("port", x.Port))
        .For<V2MetricSpec>(x => Source(x) ? [] : ["type and source must agree, and there must be one"])
        .For<V1ResourceRequirements>(ResourcesOf)
        .For<V1RollingUpdateDeployment>(x => x is { MaxUnavailable.Value: "0", MaxSurge.Value: "0" } ? ["maxUnavailable and maxSurge must not both be 0"] : [])
        .For<V1PodDisruptionBudgetSpec>(x => x.MinAvailable is null == x.MaxUnavailable is null ? ["either minAvailable or maxUnavailable must be set"] : []);

    private static RuleBook AddNames(this RuleBook rules) => rules
        .For<V1ObjectMeta>(x => x.Name is { } name && (name.Length > 253 || !Subdomain().IsMatch(name)) ? [$"{name} is no name of an object"] : [])
        .For<V1ObjectMeta>(x => (x.Labels ?? new Dictionary<string, string>()).Where(label => !LabelKey().IsMatch(label.Key) || !LabelValue().IsMatch(label.Value)).Select(label => $"{label.Key}={label.Value} is no label"))
        .For<V1ObjectMeta>(x => (x.Annotations ?? new Dictionary<string, string>()).Where(pair => !LabelKey().IsMatch(pair.Key)).Select(pair => $"{pair.Key} is no key of an annotation"))
        .For<V1Container>(x => Label().IsMatch(x.Name ?? "") ? [] : [$"{x.Name} is no name of a container"])
        .For<V1Volume>(x => Label().IsMatch(x.Name ?? "") ? [] : [$"{x.Name} is no name of a volume"])
        .For<V1ContainerPort>(x => x.Name is null || PortName().IsMatch(x.Name) ? [] : [$"{x.Name} is no name of a port"])
        .For<V1ServicePort>(x => x.Name is null || Label().IsMatch(x.Name) ? [] : [$"{x.Name} is no name of a port"])
        .For<V1EnvVar>(x => EnvironmentName().IsMatch(x.Name ?? "") ? [] : [$"{x.Name} is no name of a variable"])
        .For<V1EnvVar>(x => x.Value is not null && x.ValueFrom is not null ? [$"{x.Name} has both value and valueFrom"] : []);

    private static IEnumerable<string> Port(string name, int port) => port is >= 1 and <= 65535 ? [] : [$"{name} must be 1 to 65535"];

    private static bool Source(V2MetricSpec metric) => (metric.ContainerResource, metric.Pods, metric.Resource, metric.Type) switch
    {
        ({ }, null, null, "ContainerResource") => true,
        (null, { }, null, "Pods") => true,
        (null, null, { }, "Resource") => true,
        _ => false,
    };

    private static IEnumerable<string> ResourcesOf(V1ResourceRequirements resources)
    {
        var (requests, limits) = (resources.Requests ?? new Dictionary<string, ResourceQuantity>(), resources.Limits ?? new Dictionary<string, ResourceQuantity>());
        foreach (var name in requests.Keys.Union(limits.Keys).Except(["cpu", "memory", "ephemeral-storage"]))
        {
            yield return $"there is no resource {name}";
        }
        foreach (var (name, request) in requests)
        {
            if (limits.TryGetValue(name, out var limit) && request.ToDecimal() > limit.ToDecimal())
            {
                yield return $"the request of {name} is above its limit";
            }
        }
    }

    [GeneratedRegex(@"^(\S+ ){4}\S+$")]
    private static partial Regex Schedule();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$")]
    private static partial Regex PortName();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelKey();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[-._a-zA-Z][-._a-zA-Z0-9]*$")]
    private static partial Regex EnvironmentName();
}
