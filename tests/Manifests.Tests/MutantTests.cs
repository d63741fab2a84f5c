namespace AllianceServices.Manifests.Tests;

/// <summary>The check proves itself: each of these mistakes, made alone in manifests that are right, is found and named.</summary>
public class MutantTests
{
    private const string Local = "k8s/overlays/local";
    private const string Production = "k8s/overlays/production";

    /// <summary>Where, what is replaced (its first occurrence), by what, and what is said of it.</summary>
    public static TheoryData<string, string, string, string> Mutants => new()
    {
        // Reading.
        { Local, "revisionHistoryLimit: 5", "revisionHistoryLimits: 5", "revisionHistoryLimits" },
        { Local, "readOnlyRootFilesystem: true", "readOnlyRootFileSystem: true", "readOnlyRootFileSystem" },
        { Local, "revisionHistoryLimit: 5", "revisionHistoryLimit: \"5\"", "revisionHistoryLimit" },
        { Local, "containerPort: 8080", "containerPort: \"8080\"", "containerPort" },
        { Local, "runAsNonRoot: true", "runAsNonRoot: \"true\"", "runAsNonRoot" },
        { Local, "dapr.io/enabled: \"true\"", "dapr.io/enabled: true", "annotations" },
        { Local, "imagePullPolicy: IfNotPresent", "imagePullPolicy: IfNotPresent\n        imagePullPolicy: Always", "imagePullPolicy" },
        { Local, "kind: Deployment", "kind: Deploymemt", "Deploymemt" },
        { Local, "apiVersion: apps/v1", "apiVersion: apps/v2", "apps/v2" },
        { Local, "memory: 512Mi", "memory: 512Mx", "unable to parse quantity" },
        // Fields.
        { Local, "        grpc:\n            port: 8081\n            service: live", "        grpc:\n            service: live", "port is required" },
        { Local, "whenUnsatisfiable: ScheduleAnyway", "whenUnsatisfiable: Ignore", "whenUnsatisfiable must be one of" },
        { Local, "imagePullPolicy: IfNotPresent", "imagePullPolicy: Sometimes", "imagePullPolicy must be one of" },
        { Local, "containerPort: 8081", "containerPort: 88081", "containerPort must be 1 to 65535" },
        { Local, "name: gateway-replicas", "name: Gateway_replicas", "is no name of an object" },
        { Local, "concurrencyPolicy: Forbid", "concurrencyPolicy: Never", "concurrencyPolicy must be one of" },
        { Local, "schedule: 0 0 1 1 *", "schedule: 0 0 1 1", "schedule must have five fields" },
        { Local, "accessModes:\n      - ReadWriteOnce", "accessModes:\n      - ReadWriteTwice", "there is no access mode" },
        { Local, "  - Egress", "  - Outgress", "there is no policy type" },
        { Local, "          memory: 128Mi", "          memory: 1Gi", "the request of memory is above its limit" },
        { Local, "      - labelSelector:\n          matchLabels:\n            app.kubernetes.io/component: register\n            app.kubernetes.io/name: agreements\n        matchLabelKeys", "      - matchLabelKeys", "matchLabelKeys needs a labelSelector" },
        { Local, "maxUnavailable: 1\n", "maxUnavailable: 1\n  minAvailable: 1\n", "either minAvailable or maxUnavailable" },
        { Local, "- name: APP_API_TOKEN", "- name: APP API TOKEN", "is no name of a variable" },
        // Pods.
        { Local, "- mountPath: /tmp\n          name: tmp", "- mountPath: /tmp\n          name: temp", "is a volume temp that is not there" },
        { Local, "          grpc:\n            port: 8081\n            service: live\n          periodSeconds: 10", "          grpc:\n            port: 8181\n            service: live\n          periodSeconds: 10", "which the container does not have" },
        { Local, "          grpc:\n            port: 8081\n            service: live\n          periodSeconds: 10", "          grpc:\n            port: 8081\n            service: live\n          tcpSocket:\n            port: 8081\n          periodSeconds: 10", "a probe has one handler" },
        { Local, "failureThreshold: 3", "failureThreshold: 0", "must be 1 or more" },
        { Local, "- name: DAPR_API_TOKEN", "- name: APP_API_TOKEN", "variable APP_API_TOKEN is there 2 times" },
        { Local, "seconds: 5", "seconds: 90", "preStop takes the whole grace period" },
        { Local, "image: alliance/agreements:dev", "image: alliance/agreements", "names no version" },
        { Local, "            cpu: 100m\n", "", "has no requests of cpu" },
        { Local, "automountServiceAccountToken: false\n      containers", "automountServiceAccountToken: true\n      containers", "automountServiceAccountToken" },
        { Local, "      restartPolicy: OnFailure", "      restartPolicy: Always", "restartPolicy of a Job" },
        { Local, "maxUnavailable: 0", "maxUnavailable: 1", "maxUnavailable must be 0" },
        // Pod security.
        { Local, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "must not gain privileges" },
        { Local, "            drop:\n            - ALL", "            drop:\n            - NET_RAW", "must drop all capabilities" },
        { Local, "        seccompProfile:\n          type: RuntimeDefault", "        seccompProfile:\n          type: Unconfined", "seccomp must be" },
        { Local, "runAsUser: 1654", "runAsUser: 0", "not as root" },
        { Local, "- emptyDir:\n          sizeLimit: 64Mi", "- hostPath:\n          path: /tmp", "of an allowed kind" },
        { Local, "      enableServiceLinks: false", "      enableServiceLinks: false\n      hostNetwork: true", "no namespace of the host" },
        { Local, "containerPort: 8081", "containerPort: 8081\n          hostPort: 8081", "no port of the host" },
        // What refers to what.
        { Local, "  selector:\n    matchLabels:\n      app.kubernetes.io/component: register\n      app.kubernetes.io/name: agreements\n  strategy", "  selector:\n    matchLabels:\n      app.kubernetes.io/component: register\n      app.kubernetes.io/name: agreement\n  strategy", "does not select the pods of its own template" },
        { Local, "targetPort: grpc", "targetPort: rpc", "its pods have no port rpc" },
        { Local, "  selector:\n    app.kubernetes.io/component: register\n    app.kubernetes.io/name: criteria", "  selector:\n    app.kubernetes.io/component: register\n    app.kubernetes.io/name: criterion", "Service/criteria: selects 0 workloads" },
        { Local, "  selector:\n    matchLabels:\n      app.kubernetes.io/component: register\n      app.kubernetes.io/name: criteria\n  unhealthy", "  selector: {}\n  unhealthy", "PodDisruptionBudget/criteria: selects" },
        { Local, "            name: service-", "            name: services-", "the ConfigMap services-" },
        { Local, "serviceAccountName: service", "serviceAccountName: nobody", "the ServiceAccount nobody is not there" },
        { Local, "serviceName: postgresql", "serviceName: postgres", "the Service postgres is not there" },
        { Local, "  name: agreements\n  namespace: alliance", "  name: agreements\n  namespace: allies", "the namespace allies is not there" },
        { Production, "minReplicas: 2", "minReplicas: 50", "minReplicas must be from 1 to maxReplicas" },
        { Production, "    kind: Deployment\n    name: gateway", "    kind: Deployment\n    name: gate", "Deployment/gate is not there" },
        { Production, "      container: service", "      container: app", "no container app requests cpu" },
        { Production, "  revisionHistoryLimit: 5", "  replicas: 3\n  revisionHistoryLimit: 5", "sets replicas too" },
        { Production, "averageUtilization: 70\n        type: Utilization", "averageUtilization: 70\n        type: Percentage", "type must be one of" },
        { Production, "      port: 8080", "      port: 80", "no Service gateway has a port 80" },
        // Network policies.
        { Local, "  name: default-deny\n  namespace: alliance\nspec:\n  podSelector: {}", "  name: default-deny\n  namespace: alliance\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: gateway", "no NetworkPolicy denies by default" },
        { Local, "          - agreements\n          - criteria\n          - dead-letters", "          - criteria\n          - dead-letters", "agreements -> statements 8081 may be sent and is not taken" },
        { Local, "    ports:\n    - port: 5432", "    ports:\n    - port: 5433", "may be sent and is not taken" },
        // Dapr and the Prometheus operator.
        { Local, "dapr.io/app-protocol: grpc", "dapr.io/app-protocoll: grpc", "Dapr knows no annotation" },
        { Local, "dapr.io/app-id: criteria", "dapr.io/app-id: criterion", "is the app-id of no service" },
        { Local, "dapr.io/config: alliance", "dapr.io/config: allies", "the Configuration allies is not there" },
        { Local, "dapr.io/app-port: \"8082\"", "dapr.io/app-port: \"8081\"", "app-port must be" },
        { Local, "dapr.io/graceful-shutdown-seconds: \"20\"", "dapr.io/graceful-shutdown-seconds: \"60\"", "the grace period is over" },
        { Local, "samplingRate: \"1\"", "samplingRate: 1", "samplingRate" },
        { Local, "retry: delivery", "retry: deliveries", "there is no retry deliveries" },
        { Local, "  type: pubsub.redis", "  typ: pubsub.redis", "typ" },
        { Local, "scopes:\n- gateway", "scopes:\n- gate", "its scope gate is no app" },
        { Production, "podMetricsEndpoints:", "podMetricsEndpoint:", "podMetricsEndpoint" },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task A_mistake_is_found(string overlay, string right, string wrong, string expected)
    {
        var yaml = await Rendered[overlay].Value;
        Assert.Contains(right, yaml, StringComparison.Ordinal);

        var errors = ManifestCheck.Check(yaml.ReplaceFirst(right, wrong));

        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    private static readonly Dictionary<string, Lazy<Task<string>>> Rendered =
        new[] { Local, Production }.ToDictionary(overlay => overlay, overlay => new Lazy<Task<string>>(() => Kustomize.RenderAsync(overlay)));
}

file static class Text
{
    public static string ReplaceFirst(this string text, string old, string replacement) =>
        text.IndexOf(old, StringComparison.Ordinal) is var at && at < 0 ? text : text[..at] + replacement + text[(at + old.Length)..];
}
