namespace AllianceServices.DevSidecar.Tests;

/// <summary>The component and resiliency files of the project, as the embedded sidecar reads them.</summary>
public sealed class DaprdResourcesTests
{
    [Theory]
    [InlineData("gateway", "pubsub-broadcast", GroupMode.PerInstance)]
    [InlineData("criteria", "pubsub", GroupMode.SharedByAppId)]
    public void An_app_gets_the_components_in_its_scope_and_the_policies_for_them(string appId, string component, GroupMode mode)
    {
        var read = DaprdResources.Read([Folder("pubsub-redis", "self-hosted"), Folder("pubsub-resiliency", "policies")], appId);

        var only = Assert.Single(read.Components);
        Assert.Equal((component, mode), (only.Key, only.Value));
        Assert.Equal(
            new InboundRetry { Kind = RetryKind.Exponential, Interval = Milliseconds(500), MaxInterval = Milliseconds(15_000), MaxRetries = 12 },
            read.Retry);
        Assert.Equal(Milliseconds(15_000), read.Timeout);
    }

    [Fact]
    public void Without_a_policy_there_are_no_retries_and_no_limit()
    {
        var read = DaprdResources.Read([Folder("pubsub-redis", "self-hosted")], "criteria");

        Assert.Equal((0, null), (read.Retry.MaxRetries, read.Timeout));
    }

    [Theory]
    [InlineData("soon", "'soon' is no duration such as 500ms or 15s.")]
    [InlineData("[", "While parsing")]
    public void A_file_that_cannot_be_read_is_named_or_its_value(string timeout, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("a.yaml"), $$"""
            kind: Component
            metadata: {name: pubsub}
            spec: {type: pubsub.in-memory}
            ---
            kind: Resiliency
            spec:
              policies: { timeouts: { t: {{timeout}} } }
              targets: { components: { pubsub: { inbound: { timeout: t } } } }
            """);

        var refused = Assert.Throws<ArgumentException>(() => DaprdResources.Read([folder.Path], "a"));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The component 'pubsub' is there 2 times.", "kind: Component\nmetadata: {name: pubsub}\nspec: {type: pubsub.in-memory}")]
    [InlineData("maxRetries: 'many' is no number.", """
        kind: Resiliency
        spec:
          policies: { retries: { r: { policy: constant, maxRetries: many } } }
          targets: { components: { pubsub: { inbound: { retry: r } } } }
        """)]
    public void What_makes_no_sense_is_named(string problem, string document)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("a.yaml"), "kind: Component\nmetadata: {name: pubsub}\nspec: {type: pubsub.in-memory}");
        File.WriteAllText(folder.Combine("b.yaml"), document);

        var refused = Assert.Throws<ArgumentException>(() => DaprdResources.Read([folder.Path], "a"));

        Assert.Equal(problem, refused.Message);
    }

    private static string Folder(params string[] path) => RepositoryRoot.Combine(["k8s", "components", .. path]);

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
