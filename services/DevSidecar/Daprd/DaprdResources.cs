using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AllianceServices.DevSidecar;

/// <summary>
/// What component and resiliency files ask of a sidecar for pub/sub. The broker that a component names is not reached: the hub
/// is in its place.
/// </summary>
/// <param name="Components">The pub/sub components in the scope of the app.</param>
/// <param name="Retry">The policy by which events are delivered; none where no resiliency names a component.</param>
/// <param name="Timeout">How long a delivery may take; null where nothing bounds it.</param>
internal sealed partial record DaprdResources(
    IReadOnlyDictionary<string, GroupMode> Components, InboundRetry Retry, TimeSpan? Timeout)
{
    /// <summary>Reads all files of the folders.</summary>
    public static DaprdResources Read(IEnumerable<string> folders, string appId)
    {
        var documents = folders.SelectMany(DocumentsOf).Where(document => IsFor(appId, document)).ToList();
        var components = documents
            .Where(document => Text(document, "kind") == "Component" && Text(document, "spec", "type").StartsWith("pubsub.", StringComparison.Ordinal))
            .GroupBy(document => Text(document, "metadata", "name"))
            .ToDictionary(named => named.Key, named => named.Count() == 1 ? ModeOf(named.Single()) : throw new ArgumentException($"The component '{named.Key}' is there {named.Count()} times."));
        var read = new DaprdResources(components, InboundRetry.None, Timeout: null);
        foreach (var resiliency in documents.Where(document => Text(document, "kind") == "Resiliency"))
        {
            foreach (var name in components.Keys)
            {
                read = read.With(resiliency, name);
            }
        }
        return read;
    }

    private DaprdResources With(YamlNode resiliency, string component)
    {
        var (retry, timeout) = (Inbound("retry"), Inbound("timeout"));
        return this with
        {
            Retry = retry.Length > 0 ? RetryOf(At(resiliency, "spec", "policies", "retries", retry)) : Retry,
            Timeout = timeout.Length == 0 ? Timeout : At(resiliency, "spec", "policies", "timeouts", timeout) is null
                ? throw new ArgumentException($"A resiliency names the timeout '{timeout}', which it does not have.")
                : Duration(Text(resiliency, "spec", "policies", "timeouts", timeout)),
        };

        string Inbound(string policy) => Text(resiliency, "spec", "targets", "components", component, "inbound", policy);
    }

    private static InboundRetry RetryOf(YamlNode? policy)
    {
        if (policy is null)
        {
            throw new ArgumentException("A resiliency names a retry policy that it does not have.");
        }
        // The defaults are those of daprd; a resiliency cannot say where exponential retries begin.
        var (kind, interval) = Text(policy, "policy") == "exponential"
            ? (RetryKind.Exponential, TimeSpan.FromMilliseconds(500))
            : (RetryKind.Constant, Duration(Or(Text(policy, "duration"), "5s")));
        return new()
        {
            Kind = kind,
            Interval = interval,
            MaxInterval = Duration(Or(Text(policy, "maxInterval"), "60s")),
            MaxRetries = Number(Or(Text(policy, "maxRetries"), "-1")),
        };

        static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
    }

    private static bool IsFor(string appId, YamlNode document) =>
        At(document, "scopes") is not YamlSequenceNode scopes || scopes.Any(scope => scope is YamlScalarNode { Value: { } value } && value == appId);

    // A consumer id of its own for each start of a sidecar makes a group of its own.
    private static GroupMode ModeOf(YamlNode component) =>
        At(component, "spec", "metadata") is YamlSequenceNode metadata && metadata.Any(item => Text(item, "name") == "consumerID" && OwnId().IsMatch(Text(item, "value")))
            ? GroupMode.PerInstance
            : GroupMode.SharedByAppId;

    private static List<YamlNode> DocumentsOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).SelectMany(file =>
            {
                using var reader = new StreamReader(file);
                var stream = new YamlStream();
                stream.Load(reader);
                return stream.Documents.Select(document => document.RootNode);
            })];
        }
        catch (Exception exception) when (exception is YamlException or IOException)
        {
            throw new ArgumentException($"--resources-path {folder}: {exception.Message}");
        }
    }

    private static YamlNode? At(YamlNode node, params IEnumerable<string> path) => path.Aggregate(
        (YamlNode?)node, (at, key) => at is YamlMappingNode map && map.Children.TryGetValue(key, out var next) ? next : null);

    private static string Text(YamlNode node, params IEnumerable<string> path) => At(node, path) is YamlScalarNode { Value: { } text } ? text : "";

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"maxRetries: '{text}' is no number.");

    // As Go writes them, of one unit.
    private static TimeSpan Duration(string text) => GoDuration().Match(text) is { Success: true } match
        ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        }
        : throw new ArgumentException($"'{text}' is no duration such as 500ms or 15s.");

    [GeneratedRegex(@"^(?<number>\d+(\.\d+)?)(?<unit>ms|s|m|h)$")]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"\{(uuid|podName)\}")]
    private static partial Regex OwnId();
}
