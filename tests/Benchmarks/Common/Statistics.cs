using System.Globalization;

namespace AllianceServices.Benchmarks.Common;

/// <summary>Figures from samples, and how they are shown.</summary>
internal static class Statistics
{
    /// <summary>The least sample that the share of all samples does not exceed (nearest rank).</summary>
    /// <param name="sorted">The samples, ascending; at least one.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    /// <summary>The middle sample; of an even number the upper one.</summary>
    public static double Median(this IEnumerable<double> samples) => samples.Order().ToList() is { Count: > 0 } sorted
        ? sorted[sorted.Count / 2]
        : throw new BenchmarkException("Nothing was measured.");

    /// <summary>A number for a table, with as many decimals as its size deserves.</summary>
    public static string Show(this double number) => number.ToString(
        Math.Abs(number) switch { < 10 => "0.00", < 1000 => "0.0", _ => "#,##0" }, CultureInfo.InvariantCulture);

    /// <summary>A number for a table.</summary>
    public static string Show(this long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
