using System.Collections;
using System.Text.Json.Nodes;
using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>Rules by the type that they are about, and the walk over an object that applies them wherever that type stands.</summary>
internal sealed class RuleBook
{
    private readonly List<(Type Type, Func<object, IEnumerable<string>> Check)> _rules = [];

    /// <summary>Adds a rule. It gives what is wrong with a node, if anything.</summary>
    public RuleBook For<T>(Func<T, IEnumerable<string>> check)
    {
        _rules.Add((typeof(T), node => check((T)node)));
        return this;
    }

    /// <summary>Adds that fields must be there.</summary>
    public RuleBook Require<T>(params (string Name, Func<T, object?> Value)[] fields) => For<T>(node => fields
        .Where(field => field.Value(node) is null or "" or ICollection { Count: 0 }).Select(field => $"{field.Name} is required"));

    /// <summary>Adds that a field is one of some values where it is there.</summary>
    public RuleBook OneOf<T>(string name, Func<T, string?> value, params string[] allowed) => For<T>(node =>
        value(node) is { } given && !allowed.Contains(given) ? [$"{name} must be one of {string.Join(", ", allowed)}"] : []);

    /// <summary>What is wrong with an object and all that is in it.</summary>
    public IEnumerable<string> Check(Manifest manifest) => Walk(manifest.Model, manifest.Json, manifest.ToString());

    private IEnumerable<string> Walk(object node, JsonNode? json, string path)
    {
        foreach (var error in _rules.Where(rule => rule.Type.IsInstanceOfType(node)).SelectMany(rule => rule.Check(node)))
        {
            yield return $"{path}: {error}";
        }
        foreach (var error in Children(node, json).SelectMany(child => Walk(child.Node, child.Json, $"{path}.{child.Name}")))
        {
            yield return error;
        }
        foreach (var missing in MissingNumbers(node, json))
        {
            yield return $"{path}: {missing} is required";
        }
    }

    private static IEnumerable<(string Name, object Node, JsonNode? Json)> Children(object node, JsonNode? json) => node switch
    {
        string or IntOrString or ResourceQuantity => [],
        IDictionary map => map.Keys.Cast<string>().Where(key => map[key] is not null).Select(key => (key, map[key]!, json?[key])),
        IEnumerable list => list.Cast<object>().Select((item, i) => ($"[{i}]", item, (json as JsonArray)?[i])),
        _ => node.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsValueType)
            .Select(property => (Name: NameOf(property), Value: property.GetValue(node)))
            .Where(property => property.Value is not null)
            .Select(property => (property.Name, property.Value!, (json as JsonObject)?[property.Name])),
    };

    // A number or a truth value that the types of Kubernetes do not let be absent has to be written.
    private static IEnumerable<string> MissingNumbers(object node, JsonNode? json) =>
        json is JsonObject written && node.GetType().Namespace == typeof(V1Pod).Namespace && node is not ResourceQuantity
            ? node.GetType().GetProperties()
                .Where(property => property.PropertyType.IsPrimitive && property.CanWrite && !written.ContainsKey(NameOf(property)))
                .Select(NameOf)
            : [];

    private static string NameOf(System.Reflection.PropertyInfo property) =>
        property.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonPropertyNameAttribute), inherit: true)
            .Cast<System.Text.Json.Serialization.JsonPropertyNameAttribute>().SingleOrDefault()?.Name
        ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
