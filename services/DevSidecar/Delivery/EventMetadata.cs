using System.Globalization;
using System.Text.RegularExpressions;

namespace AllianceServices.DevSidecar;

/// <summary>Reads the metadata keys that daprd itself understands. Their case does not matter.</summary>
internal static partial class EventMetadata
{
    public static string? Find(IReadOnlyDictionary<string, string> metadata, string key)
    {
        foreach (var (name, value) in metadata)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>Whether the payload goes without an envelope.</summary>
    /// <exception cref="FormatException">The value is none that Go takes for a boolean.</exception>
    public static bool IsRawPayload(IReadOnlyDictionary<string, string> metadata) =>
        Find(metadata, "rawPayload") switch
        {
            null or "" => false,
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            var other => throw new FormatException($"rawPayload value must be a valid boolean: actual is '{other}'"),
        };

    /// <summary>Time to live, if a valid one is given: seconds or a Go duration.</summary>
    public static TimeSpan? TimeToLive(IReadOnlyDictionary<string, string> metadata)
    {
        var text = Find(metadata, "ttlInSeconds") ?? Find(metadata, "ttl");
        if (text is null)
        {
            return null;
        }
        var ttl = double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : ParseGoDuration(text);
        return ttl is > 0 and < 1e9 ? TimeSpan.FromSeconds(ttl) : null;
    }

    private static double ParseGoDuration(string text)
    {
        if (!GoDuration().IsMatch(text))
        {
            return 0;
        }
        var seconds = 0.0;
        foreach (Match part in GoDurationPart().Matches(text))
        {
            var amount = double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
            seconds += amount * part.Groups[2].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "ns" => 1e-9,
                _ => 1e-6,
            };
        }
        return seconds;
    }

    [GeneratedRegex(@"^((\d+(\.\d+)?)(h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex GoDurationPart();
}
