using System.Globalization;
using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;

namespace AllianceServices.SystemTests;

/// <summary>Compares views.</summary>
internal static class Views
{
    private const double Tolerance = 1e-9;

    /// <summary>The view says exactly what the oracle expects.</summary>
    public static void AssertExpected(ExpectedReadiness expected, Readiness view)
    {
        var actual = ReadinessReading.Read(JsonFormatter.Default.Format(view));
        Assert.Equal((expected.Track, expected.AsOf), (actual.Track, actual.AsOf));
        Assert.Equal(expected.Criteria, actual.Criteria);
        Assert.Equal(expected.OpenGates, actual.OpenGates);
        Assert.Equal(expected.Verdict, actual.Verdict);
        AssertScore(expected.Score, actual.Score);
        Assert.Equal(expected.Consensus.Members, actual.Consensus.Members);
        Assert.Equal(expected.Consensus.Counts.OrderBy(count => count.Key), actual.Consensus.Counts.OrderBy(count => count.Key));
        Assert.Equal(expected.Consensus.Required, actual.Consensus.Required);
        Assert.Equal(expected.Agreements.Parties, actual.Agreements.Parties);
        Assert.Equal(expected.Agreements with { Parties = [] }, actual.Agreements with { Parties = [] });
    }

    /// <summary>The view without what differs between two systems that know the same.</summary>
    public static Readiness Normalized(this Readiness view)
    {
        var normalized = view.Clone();
        normalized.KnownAt = null;
        normalized.FreshAsOf.Clear();
        return normalized;
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static void AssertScore(ExpectedScore expected, ExpectedScore actual)
    {
        Assert.Equal(expected.Value is null, actual.Value is null);
        Assert.Equal(expected.Value ?? 0, actual.Value ?? 0, Tolerance);
        Assert.Equal(expected.Low, actual.Low, Tolerance);
        Assert.Equal(expected.High, actual.High, Tolerance);
        Assert.Equal(expected.Coverage, actual.Coverage, Tolerance);
    }
}
