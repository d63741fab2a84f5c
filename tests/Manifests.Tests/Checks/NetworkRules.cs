using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>That network policies open what is needed: what one side may send, the other may take, at a port that is there.</summary>
internal sealed class NetworkRules(IReadOnlyList<Manifest> manifests)
{
    private readonly IReadOnlyList<V1NetworkPolicy> _policies = [.. manifests.Select(manifest => manifest.Model).OfType<V1NetworkPolicy>()];

    private readonly IReadOnlyList<Manifest> _workloads = [.. manifests.Where(manifest => manifest.PodTemplate?.Spec is not null)];

    /// <summary>What is wrong; nothing where there are no policies.</summary>
    public IEnumerable<string> Check()
    {
        if (_policies.Count == 0)
        {
            return [];
        }
        var (outgoing, incoming) = (Openings(outgoing: true).ToHashSet(), Openings(outgoing: false).ToHashSet());
        return
        [
            .. _policies.Any(policy => Selected(policy.Spec.PodSelector).Count == _workloads.Count && policy.Spec is { Ingress: null, Egress: null, PolicyTypes.Count: 2 })
                ? [] : new[] { "no NetworkPolicy denies by default" },
            .. outgoing.Except(incoming).Select(opening => $"NetworkPolicy: {opening} may be sent and is not taken"),
            .. incoming.Except(outgoing).Select(opening => $"NetworkPolicy: {opening} would be taken and may not be sent"),
            .. _policies.SelectMany(PortsAreThere),
        ];
    }

    private IReadOnlyList<Manifest> Selected(V1LabelSelector selector) => [.. _workloads.Where(w => Selector.Matches(selector, w.PodTemplate!.Metadata?.Labels))];

    /// <summary>From which workload to which, and at which port, a connection within the namespace is allowed by one side.</summary>
    public IEnumerable<string> Openings(bool outgoing) =>
        from policy in _policies
        from rule in outgoing
            ? (policy.Spec.Egress ?? []).Select(rule => (Peers: rule.To, rule.Ports))
            : (policy.Spec.Ingress ?? []).Select(rule => (Peers: rule.FromProperty, rule.Ports))
        from peer in rule.Peers ?? []
        where peer is { NamespaceSelector: null, PodSelector: not null }
        from own in Selected(policy.Spec.PodSelector)
        from other in Selected(peer.PodSelector)
        where own != other
        from port in rule.Ports ?? []
        select outgoing ? $"{own.Name} -> {other.Name} {NumberOf(other, port)}" : $"{other.Name} -> {own.Name} {NumberOf(own, port)}";

    private IEnumerable<string> PortsAreThere(V1NetworkPolicy policy)
    {
        if (Selected(policy.Spec.PodSelector).Count == 0 && (policy.Spec.Ingress ?? []).Count > 0)
        {
            yield return $"NetworkPolicy/{policy.Metadata.Name}: selects nothing";
        }
        var ports = (policy.Spec.Ingress ?? []).SelectMany(rule => (rule.Ports ?? []).Select(port => (Pods: Selected(policy.Spec.PodSelector), port.Port)))
            .Concat((policy.Spec.Egress ?? []).SelectMany(rule => (rule.Ports ?? []).Select(port => (
                Pods: (IReadOnlyList<Manifest>)[.. (rule.To ?? []).Where(peer => peer is { NamespaceSelector: null, PodSelector: not null }).SelectMany(peer => Selected(peer.PodSelector))], port.Port))));
        foreach (var (pods, port) in ports.Where(entry => !int.TryParse(entry.Port?.Value, out _)))
        {
            foreach (var pod in pods.Where(pod => !SetRules.PortsOf(pod).Contains(port?.Value ?? "")))
            {
                yield return $"NetworkPolicy/{policy.Metadata.Name}: {pod} has no port {port?.Value}";
            }
        }
    }

    private static string NumberOf(Manifest workload, V1NetworkPolicyPort port) =>
        workload.PodTemplate!.Spec.Containers.SelectMany(container => container.Ports ?? [])
            .FirstOrDefault(own => own.Name == port.Port?.Value)?.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? port.Port?.Value ?? "";
}
