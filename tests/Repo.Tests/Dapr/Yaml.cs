using AllianceServices.TestKit;
using YamlDotNet.RepresentationModel;

namespace AllianceServices.Repo.Tests.Dapr;

/// <summary>YAML as nodes.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlMappingNode> Read(string file)
    {
        using var reader = new StreamReader(RepositoryRoot.Combine(file));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>The node at a path of keys; null where there is none.</summary>
    public static YamlNode? At(this YamlNode node, params IEnumerable<string> path) => path.Aggregate(
        (YamlNode?)node, (at, key) => at is YamlMappingNode map && map.Children.TryGetValue(key, out var next) ? next : null);

    /// <summary>The text at a path of keys; empty where there is none.</summary>
    public static string Text(this YamlNode node, params IEnumerable<string> path) => node.At(path) is YamlScalarNode { Value: { } text } ? text : "";

    /// <summary>The items at a path of keys.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, params IEnumerable<string> path) => node.At(path) as YamlSequenceNode ?? [];

    /// <summary>The keys at a path of keys.</summary>
    public static IEnumerable<string> Keys(this YamlNode node, params IEnumerable<string> path) =>
        node.At(path) is YamlMappingNode map ? map.Children.Keys.Select(key => ((YamlScalarNode)key).Value!) : [];
}
