using k8s.Models;

namespace AllianceServices.Manifests.Tests.Checks;

/// <summary>What a label selector selects.</summary>
internal static class Selector
{
    /// <summary>Whether a selector selects what carries labels.</summary>
    public static bool Matches(V1LabelSelector selector, IDictionary<string, string>? labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(wanted => ValueOf(labels, wanted.Key) == wanted.Value)
        && (selector.MatchExpressions ?? []).All(expression => expression.OperatorProperty switch
        {
            "In" => ValueOf(labels, expression.Key) is { } value && expression.Values.Contains(value),
            "NotIn" => !expression.Values.Contains(ValueOf(labels, expression.Key) ?? ""),
            "Exists" => ValueOf(labels, expression.Key) is not null,
            _ => ValueOf(labels, expression.Key) is null,
        });

    private static string? ValueOf(IDictionary<string, string>? labels, string key) =>
        labels is not null && labels.TryGetValue(key, out var value) ? value : null;
}
