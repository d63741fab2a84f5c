using AllianceServices.Contracts;

namespace AllianceServices.Cli.Views;

/// <summary>Enum values for people.</summary>
internal static class EnumWords
{
    /// <summary>`supports with conditions` for STANCE_SUPPORTS_WITH_CONDITIONS.</summary>
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        OfShortName(ProtoEnums.ShortNameOf(value));

    /// <summary>The words of a name without its prefix, `SUPPORTS_WITH_CONDITIONS`.</summary>
    public static string OfShortName(string name) => name.Replace('_', ' ').ToLowerInvariant();
}
