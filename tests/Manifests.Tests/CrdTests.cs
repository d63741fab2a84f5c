using System.Text.Json.Nodes;
using AllianceServices.Manifests.Tests.CustomResources;
using NJsonSchema;

namespace AllianceServices.Manifests.Tests;

/// <summary>
/// The custom resources against the definitions of those whose they are, where <see cref="Folder"/> names a folder of them: the
/// types of this project know only the fields that it uses.
/// </summary>
public class CrdTests
{
    private const string Folder = "ALLIANCE_TEST_CRDS";

    [Fact]
    public async Task Custom_resources_are_as_their_definitions_have_them()
    {
        Assert.SkipUnless(Directory.Exists(Environment.GetEnvironmentVariable(Folder)), $"{Folder} names no folder.");
        var schemas = await ReadAsync(Environment.GetEnvironmentVariable(Folder)!);
        var resources = new List<Manifest>();
        foreach (var broker in new[] { "redis", "kafka", "rabbitmq", "jetstream" })
        {
            resources.AddRange(ManifestReader.Read(await Kustomize.RenderAsync([$"pubsub-{broker}", "observability"])).Manifests);
        }
        // The Gateway API's definitions belong to the cluster's own way in.
        var known = resources.Where(resource => resource.Model is CustomResource && schemas.ContainsKey(resource.Kind)).ToList();

        Assert.Equal(["Component", "Configuration", "PodMonitor", "Resiliency"], known.Select(resource => resource.Kind).Distinct().Order());
        Assert.All(known, resource => Assert.Empty(schemas[resource.Kind].Validate(resource.Json.ToJsonString()).Select(error => error.ToString())));
    }

    private static async Task<Dictionary<string, JsonSchema>> ReadAsync(string folder)
    {
        var schemas = new Dictionary<string, JsonSchema>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml"))
        {
            var definition = ManifestReader.ToJson((await File.ReadAllTextAsync(file)).TrimStart('-', '\n'))!["spec"]!;
            var version = definition["versions"]!.AsArray().First(version => (bool)version!["served"]!)!;
            var schema = version["schema"]!["openAPIV3Schema"]!;
            Close(schema);
            schemas[(string)definition["names"]!["kind"]!] = await JsonSchema.FromJsonAsync(schema.ToJsonString());
        }
        return schemas;
    }

    // A server removes or refuses what a schema does not know; JSON Schema would let it pass.
    private static void Close(JsonNode node)
    {
        if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject && schema["additionalProperties"] is null && schema["x-kubernetes-preserve-unknown-fields"] is null)
            {
                schema["additionalProperties"] = false;
            }
            if (schema["x-kubernetes-int-or-string"] is not null)
            {
                schema.Remove("type");
            }
        }
        foreach (var child in node is JsonObject map ? map.Select(pair => pair.Value) : node is JsonArray list ? list : Enumerable.Empty<JsonNode?>())
        {
            if (child is not null)
            {
                Close(child);
            }
        }
    }
}
