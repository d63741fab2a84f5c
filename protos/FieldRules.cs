using System.Collections.Concurrent;
using Alliance.Type.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace AllianceServices.Contracts;

/// <summary>What the contract says about one field, read once from its descriptor.</summary>
public sealed record FieldRules(
    bool Required, bool OutputOnly, bool Identifier, bool Immutable, FieldConstraint Constraint, ResourceReference? Reference)
{
    private const int DefaultMaxChars = 500;
    private const int DefaultMaxItems = 100;

    private static readonly ConcurrentDictionary<string, FieldRules> Cache = new(StringComparer.Ordinal);

    /// <summary>Most UTF-16 characters of a string, or of each string of a list, in a request.</summary>
    public int MaxChars => Constraint.MaxChars == 0 ? DefaultMaxChars : Constraint.MaxChars;

    /// <summary>Most entries of a list in a request.</summary>
    public int MaxItems => Constraint.MaxItems == 0 ? DefaultMaxItems : Constraint.MaxItems;

    /// <summary>The rules of a field.</summary>
    public static FieldRules Of(FieldDescriptor field) => Cache.GetOrAdd(field.FullName, static (_, f) => Read(f), field);

    private static FieldRules Read(FieldDescriptor field)
    {
        var options = field.GetOptions();
        var behaviors = options?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];
        return new(
            behaviors.Contains(FieldBehavior.Required),
            behaviors.Contains(FieldBehavior.OutputOnly),
            behaviors.Contains(FieldBehavior.Identifier),
            behaviors.Contains(FieldBehavior.Immutable),
            options?.GetExtension(ConstraintsExtensions.Constraint) ?? new FieldConstraint(),
            options?.GetExtension(ResourceExtensions.ResourceReference));
    }
}
