using System.Globalization;
using AllianceServices.Manifests.Tests.CustomResources;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>What Dapr's injector, operator and sidecar would make of the annotations and resources.</summary>
internal sealed class DaprRules(IReadOnlyList<Manifest> manifests)
{
    private const string Prefix = "dapr.io/";

    // https://docs.dapr.io/reference/arguments-annotations-overview/, those that are used here.
    private static readonly string[] Annotations =
    [
        "enabled", "app-id", "app-port", "app-protocol", "config", "enable-app-health-check", "app-health-probe-interval", "app-health-probe-timeout",
        "app-health-threshold", "app-token-secret", "api-token-secret", "enable-native-sidecar", "graceful-shutdown-seconds", "sidecar-seccomp-profile-type",
        "sidecar-cpu-request", "sidecar-cpu-limit", "sidecar-memory-request", "sidecar-memory-limit", "env", "log-as-json", "log-level",
        "placement-host-address", "scheduler-host-address", "block-shutdown-duration", "max-body-size",
    ];

    private readonly IReadOnlyList<Manifest> _apps = [.. manifests.Where(manifest => AnnotationOf(manifest, "enabled") == "true")];

    /// <summary>What is wrong.</summary>
    public IEnumerable<string> Check() =>
    [
        .. manifests.Where(manifest => manifest.PodTemplate is not null).SelectMany(KnownAnnotations),
        .. _apps.SelectMany(AppsAreSetUp),
        .. manifests.Select(manifest => manifest.Model).OfType<DaprComponent>().SelectMany(ComponentsAreUsable),
        .. manifests.Select(manifest => manifest.Model).OfType<DaprResiliency>().SelectMany(PoliciesAreThere),
    ];

    private static string? AnnotationOf(Manifest manifest, string name) =>
        manifest.PodTemplate?.Metadata?.Annotations is { } annotations && annotations.TryGetValue(Prefix + name, out var value) ? value : null;

    private static IEnumerable<string> KnownAnnotations(Manifest manifest) => (manifest.PodTemplate!.Metadata?.Annotations?.Keys ?? [])
        .Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !Annotations.Contains(key[Prefix.Length..]))
        .Select(key => $"{manifest}: Dapr knows no annotation {key}");

    private IEnumerable<string> AppsAreSetUp(Manifest app)
    {
        if (!ServiceInfo.All.Any(service => service.Name == AnnotationOf(app, "app-id")))
        {
            yield return $"{app}: {AnnotationOf(app, "app-id")} is the app-id of no service";
        }
        if (AnnotationOf(app, "app-port") is not { } port || SetRules.PortsOf(app).Contains(port))
        {
            yield return $"{app}: app-port must be a port that is open to the sidecar alone";
        }
        if (AnnotationOf(app, "config") is { } config && !manifests.Any(manifest => manifest.Model is DaprConfiguration && manifest.Name == config))
        {
            yield return $"{app}: the Configuration {config} is not there";
        }
        if (Seconds(app, "app-health-probe-timeout") / 1000m > Seconds(app, "app-health-probe-interval"))
        {
            yield return $"{app}: app-health-probe-timeout is longer than the interval";
        }
        var preStop = app.PodTemplate!.Spec.Containers.Max(container => container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0);
        if (preStop + Seconds(app, "graceful-shutdown-seconds") >= (app.PodTemplate.Spec.TerminationGracePeriodSeconds ?? 30))
        {
            yield return $"{app}: the grace period is over before service and sidecar are";
        }
        if (!manifests.Any(manifest => manifest.Model is DaprComponent component && (component.Scopes.Count == 0 || component.Scopes.Contains(AnnotationOf(app, "app-id")!))))
        {
            yield return $"{app}: no component is for it";
        }
    }

    private static decimal Seconds(Manifest app, string annotation) => decimal.Parse(AnnotationOf(app, annotation) ?? "0", CultureInfo.InvariantCulture);

    private IEnumerable<string> ComponentsAreUsable(DaprComponent component)
    {
        foreach (var scope in component.Scopes.Where(scope => !_apps.Any(app => AnnotationOf(app, "app-id") == scope)))
        {
            yield return $"Component/{component.Metadata.Name}: its scope {scope} is no app";
        }
        foreach (var field in component.Spec.Metadata.Where(field =>
            new object?[] { field.Value, field.SecretKeyRef, field.EnvRef }.Count(source => source is not null) != 1))
        {
            yield return $"Component/{component.Metadata.Name}: {field.Name} must have one of value, secretKeyRef and envRef";
        }
        foreach (var error in PodRules.Doubled("the field", component.Spec.Metadata.Select(field => field.Name)))
        {
            yield return $"Component/{component.Metadata.Name}: {error}";
        }
    }

    private static IEnumerable<string> PoliciesAreThere(DaprResiliency resiliency)
    {
        var (policies, name) = (resiliency.Spec.Policies, $"Resiliency/{resiliency.Metadata.Name}");
        foreach (var direction in resiliency.Spec.Targets.Components.Values.SelectMany(target => new[] { target.Inbound, target.Outbound }).OfType<DirectionPolicy>())
        {
            if (direction.Timeout is { } timeout && !policies.Timeouts.ContainsKey(timeout))
            {
                yield return $"{name}: there is no timeout {timeout}";
            }
            if (direction.Retry is { } retry && !policies.Retries.ContainsKey(retry))
            {
                yield return $"{name}: there is no retry {retry}";
            }
        }
        foreach (var policy in policies.Retries.Values.Where(retry => retry.Policy is not ("constant" or "exponential")))
        {
            yield return $"{name}: {policy.Policy} is no policy of retries";
        }
    }
}
