using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace AllianceServices.Manifests.Tests;

/// <summary>Reads YAML into the types of Kubernetes as strictly as a server does: nothing unknown, doubled or of another type.</summary>
internal static class ManifestReader
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithAttemptingUnquotedStringTypeDeserialization().WithDuplicateKeyChecking().Build();

    private static readonly JsonSerializerOptions Strict = CreateOptions();

    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Types = new[] { typeof(V1Pod).Assembly, typeof(ManifestReader).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => typeof(IKubernetesObject<V1ObjectMeta>).IsAssignableFrom(type) && type.GetCustomAttribute<KubernetesEntityAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<KubernetesEntityAttribute>()! is var entity
            ? (entity.Group.Length > 0 ? $"{entity.Group}/{entity.ApiVersion}" : entity.ApiVersion, entity.Kind)
            : default);

    /// <summary>The objects of a stream of documents, and what is wrong with those that cannot be read.</summary>
    public static (IReadOnlyList<Manifest> Manifests, IReadOnlyList<string> Errors) Read(string yaml)
    {
        var (manifests, errors) = (new List<Manifest>(), new List<string>());
        foreach (var document in yaml.Split("\n---\n"))
        {
            try
            {
                if (ToJson(document) is JsonObject json)
                {
                    manifests.Add(Read(json));
                }
            }
            catch (Exception exception)
            {
                // The client's converters throw what they like.
                var where = exception is JsonException { Path: { } path } ? $"{path}: " : "";
                errors.Add($"{Describe(document)}: {where}{exception.InnerException?.Message ?? exception.Message}");
            }
        }
        return (manifests, errors);
    }

    /// <summary>A document as JSON.</summary>
    public static JsonNode? ToJson(string document) => JsonSerializer.SerializeToNode(Yaml.Deserialize<object?>(document));

    private static Manifest Read(JsonObject json)
    {
        var kind = (string?)json["kind"] ?? "";
        var type = Types.GetValueOrDefault(((string?)json["apiVersion"] ?? "", kind))
            ?? throw new FormatException($"there is no {kind} in {json["apiVersion"]}");
        return new(kind, (IKubernetesObject<V1ObjectMeta>)json.Deserialize(type, Strict)!, json);
    }

    private static string Describe(string document) => string.Join(
        '/', document.Split('\n').Where(line => line.StartsWith("kind:", StringComparison.Ordinal) || line.StartsWith("  name:", StringComparison.Ordinal)).Select(line => line.Split(':')[1].Trim()));

    // The client's own converters, for quantities and the like, but nothing that it would overlook.
    private static JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions? client = null;
        KubernetesJson.AddJsonOptions(options => client = options);
        return new(client!)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
    }
}
