using AllianceServices.Manifests.Tests.CustomResources;
using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>What must fit together between the objects that are applied at once.</summary>
internal sealed class SetRules(IReadOnlyList<Manifest> manifests)
{
    private readonly IReadOnlyList<Manifest> _workloads = [.. manifests.Where(manifest => manifest.PodTemplate?.Spec is not null)];

    /// <summary>What is wrong.</summary>
    public IEnumerable<string> Check() =>
    [
        .. PodRules.Doubled("the object", manifests.Select(manifest => manifest.ToString())),
        .. NamespacesAreOne(),
        .. _workloads.SelectMany(WhatPodsReferTo),
        .. _workloads.SelectMany(SelectorsSelectTheirOwn),
        .. Of<V1Service>().SelectMany(ServicesFindTheirPods),
        .. Of<V1PodDisruptionBudget>().SelectMany(budget => Selected(budget.Spec?.Selector).Count == 1
            ? [] : new[] { $"PodDisruptionBudget/{budget.Metadata.Name}: selects {Selected(budget.Spec?.Selector).Count} workloads" }),
        .. Of<V2HorizontalPodAutoscaler>().SelectMany(AutoscalersScaleSomething),
        .. Of<PodMonitor>().SelectMany(monitor => Selected(monitor.Spec.Selector).Count > 0 ? [] : new[] { $"PodMonitor/{monitor.Metadata.Name}: selects nothing" }),
        .. Of<HttpRoute>().SelectMany(route => BackendsAreThere(route, route.Spec.Rules.SelectMany(rule => rule.BackendRefs))),
        .. Of<GrpcRoute>().SelectMany(route => BackendsAreThere(route, route.Spec.Rules.SelectMany(rule => rule.BackendRefs))),
    ];

    private IEnumerable<T> Of<T>() => manifests.Select(manifest => manifest.Model).OfType<T>();

    private bool Has(string kind, string? name) => manifests.Any(manifest => manifest.Kind == kind && manifest.Name == name);

    private IReadOnlyList<Manifest> Selected(V1LabelSelector? selector) =>
        [.. _workloads.Where(workload => selector is not null && Selector.Matches(selector, workload.PodTemplate!.Metadata?.Labels))];

    private IEnumerable<string> NamespacesAreOne()
    {
        var spaces = Of<V1Namespace>().Select(space => space.Metadata.Name).ToList();
        return manifests.Where(manifest => manifest.Kind != "Namespace" && !spaces.Contains(manifest.Model.Metadata?.NamespaceProperty ?? ""))
            .Select(manifest => $"{manifest}: the namespace {manifest.Model.Metadata?.NamespaceProperty} is not there")
            .Concat(manifests.Where(manifest => manifest.Name.Length == 0).Select(manifest => $"{manifest}: metadata.name is required"));
    }

    private IEnumerable<string> WhatPodsReferTo(Manifest workload)
    {
        var pod = workload.PodTemplate!.Spec;
        var containers = PodRules.ContainersOf(pod).ToList();
        var maps = containers.SelectMany(container => container.EnvFrom ?? []).Select(source => source.ConfigMapRef?.Name)
            .Concat((pod.Volumes ?? []).Select(volume => volume.ConfigMap?.Name)).OfType<string>();
        foreach (var map in maps.Where(map => !Has("ConfigMap", map)))
        {
            yield return $"{workload}: the ConfigMap {map} is not there";
        }
        if (pod.ServiceAccountName is { } account && !Has("ServiceAccount", account))
        {
            yield return $"{workload}: the ServiceAccount {account} is not there";
        }
        var set = (workload.Model as V1StatefulSet)?.Spec;
        if (set is not null && !Has("Service", set.ServiceName))
        {
            yield return $"{workload}: the Service {set.ServiceName} is not there";
        }
        var volumes = (pod.Volumes ?? []).Select(volume => volume.Name)
            .Concat((set?.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name)).ToHashSet();
        var mounts = containers.SelectMany(container => container.VolumeMounts ?? []).ToList();
        foreach (var mount in mounts.Where(mount => !volumes.Contains(mount.Name)))
        {
            yield return $"{workload}: at {mount.MountPath} is a volume {mount.Name} that is not there";
        }
        foreach (var volume in volumes.Except(mounts.Select(mount => mount.Name)))
        {
            yield return $"{workload}: nobody uses the volume {volume}";
        }
    }

    private static IEnumerable<string> SelectorsSelectTheirOwn(Manifest workload)
    {
        var selector = workload.Model switch
        {
            V1Deployment deployment => deployment.Spec.Selector,
            V1StatefulSet set => set.Spec.Selector,
            _ => null,
        };
        return selector is null || Selector.Matches(selector, workload.PodTemplate!.Metadata?.Labels)
            ? [] : [$"{workload}: the selector does not select the pods of its own template"];
    }

    private IEnumerable<string> ServicesFindTheirPods(V1Service service)
    {
        var pods = Selected(new V1LabelSelector { MatchLabels = service.Spec?.Selector });
        if (pods.Count != 1)
        {
            yield return $"Service/{service.Metadata.Name}: selects {pods.Count} workloads";
        }
        foreach (var port in service.Spec?.Ports ?? [])
        {
            var target = port.TargetPort?.Value ?? $"{port.Port}";
            if (!pods.All(pod => PortsOf(pod).Contains(target)))
            {
                yield return $"Service/{service.Metadata.Name}: its pods have no port {target}";
            }
        }
        foreach (var error in PodRules.Doubled("port", (service.Spec?.Ports ?? []).Select(port => port.Name ?? "")))
        {
            yield return $"Service/{service.Metadata.Name}: {error}";
        }
    }

    /// <summary>The ports of a workload's pods, by number and name.</summary>
    public static HashSet<string> PortsOf(Manifest workload) =>
        [.. workload.PodTemplate!.Spec.Containers.SelectMany(container => container.Ports ?? []).SelectMany(port => new[] { port.Name, $"{port.ContainerPort}" }).OfType<string>()];

    private IEnumerable<string> AutoscalersScaleSomething(V2HorizontalPodAutoscaler autoscaler)
    {
        var (name, spec) = ($"HorizontalPodAutoscaler/{autoscaler.Metadata.Name}", autoscaler.Spec);
        if (spec.MinReplicas is < 1 || spec.MinReplicas > spec.MaxReplicas)
        {
            yield return $"{name}: minReplicas must be from 1 to maxReplicas";
        }
        if (_workloads.FirstOrDefault(w => w.Kind == spec.ScaleTargetRef?.Kind && w.Name == spec.ScaleTargetRef?.Name) is not { } target)
        {
            yield return $"{name}: {spec.ScaleTargetRef?.Kind}/{spec.ScaleTargetRef?.Name} is not there";
            yield break;
        }
        if (target.Model is V1Deployment { Spec.Replicas: not null })
        {
            yield return $"{name}: {target} sets replicas too";
        }
        foreach (var metric in (spec.Metrics ?? []).Select(metric => metric.ContainerResource).OfType<V2ContainerResourceMetricSource>())
        {
            var container = target.PodTemplate!.Spec.Containers.FirstOrDefault(container => container.Name == metric.Container);
            if (container?.Resources?.Requests?.ContainsKey(metric.Name) != true)
            {
                yield return $"{name}: no container {metric.Container} requests {metric.Name}, of which it wants a share";
            }
        }
    }

    private IEnumerable<string> BackendsAreThere(CustomResource route, IEnumerable<BackendReference> backends) => backends
        .Where(backend => !Of<V1Service>().Any(service => service.Metadata.Name == backend.Name && service.Spec.Ports.Any(port => port.Port == backend.Port)))
        .Select(backend => $"{route.Kind}/{route.Metadata.Name}: no Service {backend.Name} has a port {backend.Port}");
}
