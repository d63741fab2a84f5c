using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace AllianceServices.Contracts;

/// <summary>The names that enum values have in the contract and in JSON, `STATE_DRAFT`.</summary>
public static class ProtoEnums
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<object, string>> Names = new();

    /// <summary>The contract's name of a value; a number for a value that this build does not know.</summary>
    public static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum =>
        NamesOf(typeof(TEnum)).GetValueOrDefault(value) ?? value.ToString();

    /// <summary>The contract's name of a value without what all values of its enum begin with, `DRAFT`.</summary>
    public static string ShortNameOf<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        var name = NameOf(value);
        var prefix = PrefixOf(NameOf(default(TEnum)));
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary>What the names of all values of an enum begin with, `STATE_`.</summary>
    public static string PrefixOf(EnumDescriptor type) => PrefixOf(type.FindValueByNumber(0).Name);

    /// <summary>All names of an enum but that of its unspecified value.</summary>
    public static IReadOnlyList<string> NamesOf<TEnum>() where TEnum : struct, Enum =>
        [.. NamesOf(typeof(TEnum)).Where(pair => Convert.ToInt32(pair.Key, null) != 0).Select(pair => pair.Value).Order(StringComparer.Ordinal)];

    // The value 0 of every enum of the contract is its unspecified one.
    private static string PrefixOf(string unspecified) => unspecified[..^"UNSPECIFIED".Length];

    private static FrozenDictionary<object, string> NamesOf(Type type) =>
        Names.GetOrAdd(type, static t => t.GetFields(BindingFlags.Public | BindingFlags.Static).ToFrozenDictionary(
            field => field.GetValue(null)!,
            field => field.GetCustomAttribute<OriginalNameAttribute>()?.Name ?? field.Name));
}
