using System.Globalization;
using AllianceServices.Agreements.Domain;

namespace AllianceServices.Agreements.Tests.Domain;

public class LifecycleTests
{
    // Events are written `date`, `~known_by`, `date~known_by` or `?` for neither.
    [Theory]
    [InlineData("", "")]
    [InlineData("2024-06-13", "2024-06-13")]
    [InlineData("~2024-06-13", "2024-06-13")]
    [InlineData("2024-06-13~2024-07-01", "2024-06-13")]
    [InlineData("2024-01-01 ?", "2024-01-01 2024-01-01")]
    [InlineData("~2024-01-01 ?", "2024-01-01 2024-01-01")]
    [InlineData("2024-01-01 ? ? 2024-03-01 ?", "2024-01-01 2024-01-01 2024-01-01 2024-03-01 2024-03-01")]
    [InlineData("2024-03-01 2024-01-01", "2024-03-01 2024-01-01")]
    [InlineData("?", "?")]
    [InlineData("? ? 2024-01-01 ?", "? ? 2024-01-01 2024-01-01")]
    public void An_event_counts_from_its_date_or_when_it_was_known_or_with_the_one_before(string events, string expected)
    {
        var dates = Lifecycle.EffectiveDates(Split(events).Select(ToEvent));

        Assert.Equal(Split(expected).Select(ToDate), dates);
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static LifecycleEvent ToEvent(string text)
    {
        var parts = text.Split('~');
        return new(ToDate(parts[0]), parts.Length > 1 ? ToDate(parts[1]) : null);
    }

    private static DateOnly? ToDate(string text) =>
        text is "" or "?" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
