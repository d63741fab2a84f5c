using System.Text.RegularExpressions;
using AllianceServices.Manifests.Tests.Checks;
using AllianceServices.Manifests.Tests.CustomResources;
using AllianceServices.TestKit;

namespace AllianceServices.Manifests.Tests;

/// <summary>What the operators' page says is so.</summary>
public partial class OperatorsPageTests
{
    [Fact]
    public async Task Every_secret_that_is_referred_to_stands_there_with_its_keys_and_no_other()
    {
        var page = await File.ReadAllTextAsync(RepositoryRoot.Combine("k8s", "README.md"), TestContext.Current.CancellationToken);
        var said = SecretRow().Matches(page).SelectMany(row => Quoted().Matches(row.Groups["names"].Value)
            .SelectMany(name => Quoted().Matches(row.Groups["keys"].Value).Select(key => $"{name.Groups[1].Value}/{key.Groups[1].Value}")));
        var referred = new List<string>();
        foreach (var broker in new[] { "redis", "kafka", "rabbitmq", "jetstream" })
        {
            referred.AddRange(Referred(await Kustomize.RenderAsync(["postgresql", "redis", $"pubsub-{broker}"])));
        }

        Assert.Equal(referred.Distinct().Order(), said.Order());
    }

    [Fact]
    public async Task The_local_overlay_finds_the_secrets_that_the_script_makes()
    {
        var made = ManifestReader.Read(await Scripts.RunAsync("k8s/secrets")).Manifests.Select(manifest => manifest.Model).OfType<k8s.Models.V1Secret>()
            .SelectMany(secret => secret.StringData.Keys.Select(key => $"{secret.Metadata.Name}/{key}"));

        Assert.Equal(Referred(await Kustomize.RenderAsync("k8s/overlays/local")).Distinct().Order(), made.Order());
    }

    private static IEnumerable<string> Referred(string yaml)
    {
        var manifests = ManifestReader.Read(yaml).Manifests;
        return manifests.Where(manifest => manifest.PodTemplate is not null)
            .SelectMany(manifest => PodRules.ContainersOf(manifest.PodTemplate!.Spec))
            .SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<k8s.Models.V1SecretKeySelector>()
            .Select(reference => $"{reference.Name}/{reference.Key}")
            .Concat(manifests.Select(manifest => manifest.Model).OfType<DaprComponent>()
                .SelectMany(component => component.Spec.Metadata).Select(field => field.SecretKeyRef).OfType<SecretReference>()
                .Select(reference => $"{reference.Name}/{reference.Key}"))
            .Concat(manifests.Where(manifest => manifest.PodTemplate is not null)
                .SelectMany(manifest => manifest.PodTemplate!.Metadata?.Annotations ?? new Dictionary<string, string>())
                .Where(annotation => annotation.Key is "dapr.io/app-token-secret" or "dapr.io/api-token-secret")
                .Select(annotation => $"{annotation.Value}/token"));
    }

    // | `a`, `b` | `key` | what for |
    [GeneratedRegex(@"^\| (?<names>(`[\w-]+`(, )?)+) \| (?<keys>(`\w+`(, )?)+) \|", RegexOptions.Multiline)]
    private static partial Regex SecretRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
