using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>
/// Says for each scalar of an original row where it stands in the shipped row and with which value. What has no rule of
/// its own keeps its name, in camel case, and its value; so a forgotten rule fails, in whichever direction.
/// </summary>
internal sealed partial class Translation
{
    private readonly Dictionary<string, (string Target, Func<string, string> Value)> _rules = [];
    private readonly HashSet<string> _derived = [];
    private readonly HashSet<string> _falseMatters = [];

    /// <summary>A renamed field; `[]` in both paths stands for the same index.</summary>
    public Translation Rename(string path, string target) => Rule(path, target, text => text);

    /// <summary>An id that became a resource name.</summary>
    public Translation Reference(string path, string target, string collection) =>
        Rule(path, target, id => $"{collection}/{id}");

    /// <summary>An id that became a resource name, by a rule.</summary>
    public Translation Reference(string path, string target, Func<string, string> name) => Rule(path, target, name);

    /// <summary>A word that became an enum value.</summary>
    public Translation Enum(string path, string target, string prefix) =>
        Rule(path, target, word => $"{prefix}_{word.ToUpperInvariant()}");

    /// <summary>A field that other rules of the test account for.</summary>
    public Translation Derived(params string[] paths)
    {
        _derived.UnionWith(paths);
        return this;
    }

    /// <summary>A field whose `false` is stated, not left out.</summary>
    public Translation FalseMatters(string path)
    {
        _falseMatters.Add(path);
        return this;
    }

    public SortedDictionary<string, string> Expected(JsonElement original)
    {
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in Leaves.Of(original))
        {
            var shape = Index().Replace(path, "[]");
            if (!_derived.Any(derived => shape == derived || shape.StartsWith(derived + "[]", StringComparison.Ordinal))
                && !IsAbsent(shape, value))
            {
                var (target, translated) = Translate(shape, value);
                expected.Add(WithIndexes(target, path), translated);
            }
        }
        return expected;
    }

    private Translation Rule(string path, string target, Func<string, string> value)
    {
        _rules.Add(path, (target, value));
        return this;
    }

    // proto3 JSON leaves out what equals the default; null means that nothing is on record.
    private bool IsAbsent(string shape, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.False => !_falseMatters.Contains(shape),
        JsonValueKind.Number => value.GetInt64() == 0,
        _ => false,
    };

    private (string Target, string Value) Translate(string shape, JsonElement value)
    {
        if (!_rules.TryGetValue(shape, out var rule))
        {
            return (Camel(shape), Leaves.Json(value));
        }
        return value.ValueKind is JsonValueKind.String
            ? (rule.Target, Leaves.Quoted(rule.Value(value.GetString()!)))
            : (rule.Target, rule.Value(value.GetRawText()));
    }

    private static string WithIndexes(string target, string path)
    {
        var indexes = new Queue<string>(Index().Matches(path).Select(match => match.Value));
        return Regex.Replace(target, @"\[\]", _ => indexes.Dequeue());
    }

    private static string Camel(string shape) =>
        Underscore().Replace(shape, match => match.Groups[1].Value.ToUpper(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex("_([a-z0-9])")]
    private static partial Regex Underscore();
}
