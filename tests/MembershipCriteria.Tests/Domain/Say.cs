using System.Globalization;
using AllianceServices.Positions;

namespace AllianceServices.MembershipCriteria.Tests.Domain;

/// <summary>Entries and steps as tests write them.</summary>
internal static class Say
{
    /// <summary>A statement of the government.</summary>
    public static PositionEntry Government(string id, string date, Stance stance) =>
        new($"statements/{id}", Day(date), stance, Voice.Government, Confirmed: true);

    /// <summary>A statement of the head of state.</summary>
    public static PositionEntry HeadOfState(string id, string date, Stance stance) =>
        Government(id, date, stance) with { Voice = Voice.HeadOfState };

    /// <summary>An agreement that the government signed.</summary>
    public static PositionEntry Signed(string id, string date, Stance stance) =>
        Government(id, date, stance) with { Record = $"agreements/{id}" };

    /// <summary>The steps hold these days and views, `2024-01-01 Supports by b since a` and `..., divided by c`.</summary>
    public static void AssertSteps(PositionEntry[] entries, params string[] expected) =>
        Assert.Equal(expected, Derivation.Steps(entries).Select(Text));

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(PositionStep step) =>
        $"{step.From:yyyy-MM-dd} {step.Decisive.Stance} by {Id(step.Decisive)} since {Id(step.SinceEntry)}"
        + (step.Dissent is null ? "" : $", divided by {Id(step.Dissent)}");

    private static string Id(PositionEntry entry) => entry.Record[(entry.Record.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
