using System.Globalization;

namespace AllianceServices.Gateway;

/// <summary>Dates as the contract writes them, ISO 8601, <c>2024-06-17</c>; an absent date is empty.</summary>
internal static class IsoDate
{
    public static DateOnly Parse(string date) => DateOnly.ParseExact(date, "O", CultureInfo.InvariantCulture);

    public static DateOnly? ParseOptional(string date) => date.Length > 0 ? Parse(date) : null;

    public static string Format(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
