using System.Globalization;

namespace AllianceServices.ServiceDefaults;

/// <summary>Dates as the contract writes them, ISO 8601, <c>2024-06-17</c>; an absent date is empty.</summary>
public static class IsoDate
{
    /// <summary>Reads a date that has been validated.</summary>
    public static DateOnly Parse(string date) => DateOnly.ParseExact(date, "O", CultureInfo.InvariantCulture);

    /// <summary>Reads a date that may be absent.</summary>
    public static DateOnly? ParseOptional(string date) => date.Length > 0 ? Parse(date) : null;

    /// <summary>Writes a date; empty for an absent one.</summary>
    public static string Format(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The day in UTC, which is the calendar of every date here.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
