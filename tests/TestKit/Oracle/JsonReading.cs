using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>Reads proto3 JSON, in which a missing field stands for its default.</summary>
internal static class JsonReading
{
    public static string Text(this JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";

    public static bool Flag(this JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.GetBoolean();

    public static IEnumerable<JsonElement> Items(this JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) ? value.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement row, string field) =>
        row.Items(field).Select(item => item.GetString() ?? "");

    /// <summary>Whether the ISO date <paramref name="date"/> is on or before <paramref name="day"/>.</summary>
    public static bool IsBy(this string date, string day) => string.CompareOrdinal(date, day) <= 0;

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
