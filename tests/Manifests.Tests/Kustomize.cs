using AllianceServices.TestKit;

namespace AllianceServices.Manifests.Tests;

/// <summary>Renders manifests with the kustomize of kubectl.</summary>
internal static class Kustomize
{
    /// <summary>Set where a machine without kubectl is a failure, as in continuous integration.</summary>
    private const string Required = "ALLIANCE_TEST_REQUIRES_KUBECTL";

    /// <summary>Renders a folder of the repository.</summary>
    public static Task<string> RenderAsync(string folder) => RunAsync(RepositoryRoot.Combine(folder));

    /// <summary>Renders the base with some components.</summary>
    public static async Task<string> RenderAsync(IEnumerable<string> components)
    {
        // Its folders have to be named relative to the kustomization.
        using var folder = new TempFolder();
        string Relative(string path) => Path.GetRelativePath(folder.Path, RepositoryRoot.Combine("k8s", path));
        await File.WriteAllTextAsync(folder.Combine("kustomization.yaml"), $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: alliance
            resources:
              - {Relative("base")}
            components:
            {string.Join('\n', components.Select(component => "  - " + Relative($"components/{component}")))}
            images:
            {string.Join('\n', Images.Select(image => $"  - {{name: alliance/{image}, newTag: test}}"))}
            """);
        return await RunAsync(folder.Path);
    }

    /// <summary>The images of the project.</summary>
    public static string[] Images { get; } = ["statements", "agreements", "criteria", "gateway", "cli"];

    private static async Task<string> RunAsync(string folder)
    {
        try
        {
            return await Scripts.RunAsync("kubectl", "kustomize", folder);
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable(Required) is null)
        {
            Assert.Skip("There is no kubectl.");
            throw;
        }
    }
}
