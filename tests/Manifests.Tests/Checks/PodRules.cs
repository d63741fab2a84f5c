using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>What must fit together within a pod, and what this project asks of each.</summary>
internal static class PodRules
{
    /// <summary>All of them.</summary>
    public static RuleBook Create() => new RuleBook()
        .For<V1PodSpec>(NamesAreThereOnce)
        .For<V1PodSpec>(ProbesFindTheirPorts)
        .For<V1PodSpec>(pod => HooksOf(pod).Any(seconds => seconds >= (pod.TerminationGracePeriodSeconds ?? 30)) ? ["preStop takes the whole grace period"] : [])
        .For<V1PodSpec>(pod => pod.AutomountServiceAccountToken == false ? [] : ["automountServiceAccountToken must be false: nothing here asks the API server"])
        .For<V1Probe>(ProbeIsOneThing)
        .For<V1Container>(container => container.LivenessProbe is { SuccessThreshold: not (null or 1) } || container.StartupProbe is { SuccessThreshold: not (null or 1) }
            ? ["successThreshold of a liveness or startup probe must be 1"] : [])
        .For<V1Container>(container => container.Image?.Split('/')[^1] is { } image && (!image.Contains(':', StringComparison.Ordinal) || image.EndsWith(":latest", StringComparison.Ordinal))
            ? [$"the image {container.Image} names no version"] : [])
        .For<V1Container>(ResourcesAreSaid)
        .For<V1LifecycleHandler>(hook => new object?[] { hook.Exec, hook.HttpGet, hook.Sleep, hook.TcpSocket }.Count(action => action is not null) == 1
            ? [] : ["a hook has one action"])
        .For<V1DeploymentSpec>(spec => spec.Template?.Spec?.RestartPolicy is null or "Always" ? [] : ["restartPolicy of a Deployment must be Always"])
        .For<V1StatefulSetSpec>(spec => spec.Template?.Spec?.RestartPolicy is null or "Always" ? [] : ["restartPolicy of a StatefulSet must be Always"])
        .For<V1JobSpec>(spec => spec.Template?.Spec?.RestartPolicy is "OnFailure" or "Never" ? [] : ["restartPolicy of a Job must be OnFailure or Never"])
        .For<V1Deployment>(deployment => deployment.Spec?.Strategy?.RollingUpdate?.MaxUnavailable?.Value is "0" ? [] : ["maxUnavailable must be 0: a new replica is ready before an old one goes"])
        .For<V1Deployment>(deployment => deployment.Spec?.Template?.Spec?.Containers is { } containers && containers.All(container =>
            container is { StartupProbe: not null, ReadinessProbe: not null, LivenessProbe: not null }) ? [] : ["a service has all three probes"]);

    /// <summary>All containers of a pod.</summary>
    public static IEnumerable<V1Container> ContainersOf(V1PodSpec pod) => [.. pod.Containers ?? [], .. pod.InitContainers ?? []];

    private static IEnumerable<string> NamesAreThereOnce(V1PodSpec pod)
    {
        var containers = ContainersOf(pod).ToList();
        return Doubled("container", containers.Select(container => container.Name))
            .Concat(Doubled("volume", (pod.Volumes ?? []).Select(volume => volume.Name)))
            .Concat(Doubled("port", (pod.Containers ?? []).SelectMany(container => container.Ports ?? []).Select(port => $"{port.ContainerPort}/{port.Protocol ?? "TCP"}")))
            .Concat(Doubled("port", (pod.Containers ?? []).SelectMany(container => container.Ports ?? []).Select(port => port.Name).OfType<string>()))
            .Concat(containers.SelectMany(container => Doubled("variable", (container.Env ?? []).Select(variable => variable.Name))))
            .Concat(containers.SelectMany(container => Doubled("mount at", (container.VolumeMounts ?? []).Select(mount => mount.MountPath))));
    }

    /// <summary>What is there more than once.</summary>
    public static IEnumerable<string> Doubled(string what, IEnumerable<string> names) =>
        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{what} {group.Key} is there {group.Count()} times");

    private static IEnumerable<string> ProbesFindTheirPorts(V1PodSpec pod)
    {
        foreach (var container in pod.Containers ?? [])
        {
            var ports = (container.Ports ?? []).SelectMany(port => new[] { port.Name, $"{port.ContainerPort}" }).ToHashSet();
            foreach (var port in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<V1Probe>().Select(PortOf).OfType<string>())
            {
                if (!ports.Contains(port))
                {
                    yield return $"a probe of {container.Name} asks at port {port}, which the container does not have";
                }
            }
        }
    }

    private static string? PortOf(V1Probe probe) => probe.Grpc is { } grpc ? $"{grpc.Port}" : probe.HttpGet?.Port?.Value ?? probe.TcpSocket?.Port?.Value;

    private static IEnumerable<string> ProbeIsOneThing(V1Probe probe)
    {
        if (new object?[] { probe.Exec, probe.Grpc, probe.HttpGet, probe.TcpSocket }.Count(handler => handler is not null) != 1)
        {
            yield return "a probe has one handler";
        }
        if (new[] { probe.PeriodSeconds, probe.TimeoutSeconds, probe.FailureThreshold, probe.SuccessThreshold }.Any(number => number < 1) || probe.InitialDelaySeconds < 0)
        {
            yield return "the numbers of a probe must be 1 or more";
        }
    }

    private static IEnumerable<long> HooksOf(V1PodSpec pod) =>
        (pod.Containers ?? []).Select(container => container.Lifecycle?.PreStop?.Sleep?.Seconds).OfType<long>();

    private static IEnumerable<string> ResourcesAreSaid(V1Container container)
    {
        foreach (var (kind, names, said) in new[]
        {
            ("requests", new[] { "cpu", "memory" }, container.Resources?.Requests),
            ("limits", ["memory"], container.Resources?.Limits),
        })
        {
            foreach (var name in names.Where(name => said is null || !said.ContainsKey(name)))
            {
                yield return $"{container.Name} has no {kind} of {name}";
            }
        }
    }
}
