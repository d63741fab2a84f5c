using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>The pod security standard `restricted`: https://kubernetes.io/docs/concepts/security/pod-security-standards/</summary>
internal static class RestrictedRules
{
    private static readonly string[] Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time",
    ];

    /// <summary>All of them.</summary>
    public static RuleBook Create() => new RuleBook()
        .For<V1PodSpec>(pod => pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true ? ["no namespace of the host"] : [])
        .For<V1PodSpec>(EachContainerIsRestricted)
        .For<V1Volume>(volume => new object?[]
        {
            volume.ConfigMap, volume.Csi, volume.DownwardAPI, volume.EmptyDir, volume.Ephemeral, volume.PersistentVolumeClaim, volume.Projected, volume.Secret,
        }.Count(source => source is not null) == 1 ? [] : [$"the volume {volume.Name} must have one source, of an allowed kind"])
        .For<V1ContainerPort>(port => port.HostPort is null or 0 ? [] : ["no port of the host"])
        .For<V1PodSecurityContext>(context => (context.Sysctls ?? []).Select(sysctl => sysctl.Name).Except(Sysctls).Select(name => $"the sysctl {name} is not allowed"))
        .For<V1PodSecurityContext>(context => context.RunAsUser == 0 || context.RunAsNonRoot == false ? ["not as root"] : [])
        .For<V1SecurityContext>(context => context.RunAsUser == 0 || context.RunAsNonRoot == false ? ["not as root"] : [])
        .For<V1SecurityContext>(context => context.Privileged == true ? ["not privileged"] : [])
        .For<V1SecurityContext>(context => context.ProcMount is null or "Default" ? [] : ["procMount must be Default"])
        .For<V1SeccompProfile>(profile => profile.Type is "RuntimeDefault" or "Localhost" ? [] : ["seccomp must be RuntimeDefault or Localhost"])
        .For<V1Capabilities>(capabilities => capabilities.Add is null || capabilities.Add.All(added => added == "NET_BIND_SERVICE") ? [] : ["no capabilities"]);

    private static IEnumerable<string> EachContainerIsRestricted(V1PodSpec pod)
    {
        foreach (var container in PodRules.ContainersOf(pod))
        {
            var own = container.SecurityContext;
            if ((own?.RunAsNonRoot ?? pod.SecurityContext?.RunAsNonRoot) != true)
            {
                yield return $"{container.Name} must not run as root";
            }
            if ((own?.SeccompProfile ?? pod.SecurityContext?.SeccompProfile) is null)
            {
                yield return $"{container.Name} has no seccomp profile";
            }
            if (own?.AllowPrivilegeEscalation != false)
            {
                yield return $"{container.Name} must not gain privileges";
            }
            if (own?.Capabilities?.Drop?.Contains("ALL") != true)
            {
                yield return $"{container.Name} must drop all capabilities";
            }
            // Beyond the standard.
            if (own?.ReadOnlyRootFilesystem != true)
            {
                yield return $"{container.Name} must not write to its image";
            }
        }
    }
}
