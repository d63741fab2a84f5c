namespace AllianceServices.Conformance.Tests;

/// <summary>How deliveries are retried.</summary>
public enum Retries
{
    /// <summary>Not at all: without a policy daprd gives up at the first failure.</summary>
    None,

    /// <summary>Twice, at once.</summary>
    Two,

    /// <summary>For as long as a test may take.</summary>
    Patient,
}

/// <summary>The files that a sidecar starts with: one pub/sub component, and a resiliency policy.</summary>
public static class Resources
{
    public const string PubSub = "pubsub";

    /// <summary>Writes them into a folder.</summary>
    public static void Write(string folder, Retries retries, string timeout)
    {
        File.WriteAllText(Path.Combine(folder, "pubsub.yaml"), $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: {PubSub}
            spec:
              type: {(Sut.Broker == Broker.Redis ? "pubsub.redis" : "pubsub.in-memory")}
              version: v1
              metadata: {(Sut.Broker == Broker.Redis ? RedisMetadata : "[]")}

            """);
        if (retries != Retries.None)
        {
            var (duration, count) = retries == Retries.Two ? ("20ms", 2) : ("100ms", 600);
            File.WriteAllText(Path.Combine(folder, "resiliency.yaml"), $$"""
                apiVersion: dapr.io/v1alpha1
                kind: Resiliency
                metadata:
                  name: conformance
                spec:
                  policies:
                    timeouts:
                      delivery: {{timeout}}
                    retries:
                      delivery: {policy: constant, duration: {{duration}}, maxRetries: {{count}}}
                  targets:
                    components:
                      {{PubSub}}:
                        inbound: {timeout: delivery, retry: delivery}

                """);
        }
    }

    // One at a time, as the other brokers of the suite.
    private static string RedisMetadata => $$"""
        [{name: redisHost, value: "{{Sut.RedisAddress}}"}, {name: redisPassword, value: ""}, {name: concurrency, value: "1"}]
        """;
}
