using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Operations.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace AllianceServices.ServiceDefaults.Validation;

/// <summary>The name patterns of all resources, as the contract declares them.</summary>
public static partial class ResourcePatterns
{
    /// <summary>The files of the contract that declare resources.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        StatementReflection.Descriptor, AgreementReflection.Descriptor, OrganizationReflection.Descriptor,
        CriterionReflection.Descriptor, PositionReflection.Descriptor, ReadinessReflection.Descriptor,
        DeadLetterServiceReflection.Descriptor,
    ];

    private static readonly FrozenDictionary<string, ResourcePattern> ByType = Files
        .SelectMany(file => file.MessageTypes)
        .Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource))
        .OfType<ResourceDescriptor>()
        .ToFrozenDictionary(resource => resource.Type, resource => new ResourcePattern(resource.Type, resource.Pattern[0]));

    /// <summary>The pattern of a resource type such as `alliance.services/Statement`.</summary>
    public static ResourcePattern Of(string resourceType) => ByType[resourceType];

    /// <summary>The pattern of the resource that a message is.</summary>
    public static ResourcePattern Of(MessageDescriptor message) =>
        Of(message.GetOptions().GetExtension(ResourceExtensions.Resource).Type);

    /// <summary>The type of the resource that a name names, or null if it names none.</summary>
    public static ResourcePattern? Match(string name) => ByType.Values.FirstOrDefault(pattern => pattern.Matches(name));
}

/// <summary>How the names of one resource type are built.</summary>
public sealed partial class ResourcePattern
{
    private const string Id = "[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?";
    private const string CountryCode = "[A-Z]{2}";
    private readonly Regex _regex;

    /// <summary>Reads a pattern such as `tracks/{track}/positions/{party}`.</summary>
    public ResourcePattern(string type, string pattern)
    {
        Type = type;
        Pattern = pattern;
        var slash = pattern.LastIndexOf('/');
        Collection = pattern[..slash];
        var expression = Variable().Replace(pattern, match => match.Value == "{party}" ? CountryCode : Id);
        _regex = new Regex($"^{expression}\\z", RegexOptions.CultureInvariant);
        var parent = Collection[..Math.Max(0, Collection.LastIndexOf('/'))];
        Parent = parent.EndsWith('}') ? new ResourcePattern("", parent) : null;
    }

    /// <summary>The resource type, `alliance.services/Position`.</summary>
    public string Type { get; }

    /// <summary>The pattern, `tracks/{track}/positions/{party}`.</summary>
    public string Pattern { get; }

    /// <summary>The pattern without the last id, `tracks/{track}/positions`.</summary>
    public string Collection { get; }

    /// <summary>The pattern of the parent, `tracks/{track}`, or null for a resource without one.</summary>
    public ResourcePattern? Parent { get; }

    /// <summary>Whether a name is built like this.</summary>
    public bool Matches(string name) => _regex.IsMatch(name);

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Variable();
}
