namespace AllianceServices.Manifests.Tests;

/// <summary>Every overlay, and every combination of components that is meant to work, renders and is right.</summary>
public class ManifestTests
{
    // Set to render all combinations, which takes a minute; else each option is there with every other at least once.
    private const string All = "ALLIANCE_TEST_ALL_COMBINATIONS";

    private static readonly string[] Databases = ["postgresql", "external-database"];
    private static readonly string[] Brokers = ["redis", "kafka", "rabbitmq", "jetstream"];
    private static readonly bool[] Isolation = [false, true];
    private static readonly string[] Options = ["autoscaling", "ingress", "observability", "import", "dead-letters"];

    public static TheoryData<string> Overlays => ["k8s/overlays/local", "k8s/overlays/production"];

    public static TheoryData<string, string, bool> Choices => new(
        from database in Databases from broker in Brokers from isolated in Isolation select (database, broker, isolated));

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task An_overlay_is_right(string overlay) => Assert.Empty(ManifestCheck.Check(await Kustomize.RenderAsync(overlay)));

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_combination_of_components_is_right(string database, string broker, bool isolated)
    {
        foreach (var options in OptionSets())
        {
            var yaml = await Kustomize.RenderAsync(ComponentsOf(database, broker, isolated, options));

            var errors = ManifestCheck.Check(yaml);
            Assert.True(errors.Count == 0, $"{string.Join(' ', options)}:\n{string.Join('\n', errors)}");
        }
    }

    private static IEnumerable<string[]> OptionSets() => Environment.GetEnvironmentVariable(All) is null
        ? [[], Options]
        : Enumerable.Range(0, 1 << Options.Length).Select(bits => Options.Where((_, i) => (bits & (1 << i)) != 0).ToArray());

    private static IEnumerable<string> ComponentsOf(string database, string broker, bool isolated, string[] options) =>
    [
        $"pubsub-{broker}",
        // What this project runs in the cluster itself; the others are the operator's.
        .. database == "postgresql" ? [database] : Array.Empty<string>(),
        .. broker == "redis" ? [broker] : Array.Empty<string>(),
        .. options,
        .. isolated
            ? new[] { "", $"/{database}", $"/{broker}" }
                .Concat(options.Contains("ingress") ? ["/ingress"] : [])
                .Concat(options.Contains("observability") ? ["/telemetry", "/metrics"] : [])
                .Select(opening => "network-policies" + opening)
            : [],
    ];
}
