using System.Globalization;
using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;

namespace AllianceServices.SystemTests;

/// <summary>Compares views.</summary>
internal static class Views
{
    private const double Tolerance = 1e-9;
    private const double SamplingTolerance = 0.01;

    /// <summary>The view says exactly what the oracle expects.</summary>
    public static void AssertExpected(ExpectedReadiness expected, Readiness view)
    {
        var actual = ReadinessReading.Read(JsonFormatter.Default.Format(view));
        Assert.Equal((expected.Track, expected.AsOf), (actual.Track, actual.AsOf));
        Assert.Equal(expected.Criteria, actual.Criteria);
        Assert.Equal(expected.OpenGates, actual.OpenGates);
        Assert.Equal(expected.Verdict, actual.Verdict);
        Assert.Equal(expected.Judgements, actual.Judgements);
        AssertScore(expected.Score, actual.Score);
        AssertDrivers(expected.Drivers, actual.Drivers);
        Assert.Equal(expected.Consensus.Members, actual.Consensus.Members);
        Assert.Equal(expected.Consensus.Counts.OrderBy(count => count.Key), actual.Consensus.Counts.OrderBy(count => count.Key));
        Assert.Equal(expected.Consensus.Required, actual.Consensus.Required);
        Assert.Equal(expected.Agreements.Parties, actual.Agreements.Parties);
        Assert.Equal(expected.Agreements with { Parties = [] }, actual.Agreements with { Parties = [] });
    }

    /// <summary>The view says the same of other weights as a simulation with other draws, or nothing where that says nothing.</summary>
    public static void AssertRobust(ExpectedRobustness? expected, Readiness view)
    {
        var actual = ReadinessReading.Robustness(JsonFormatter.Default.Format(view));
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected?.Low ?? 0, actual?.Low ?? 0, SamplingTolerance);
        Assert.Equal(expected?.High ?? 0, actual?.High ?? 0, SamplingTolerance);
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

    private static void AssertDrivers(IReadOnlyList<ExpectedDriver> expected, IReadOnlyList<ExpectedDriver> actual)
    {
        Assert.Equal(expected.Select(driver => driver.Criterion), actual.Select(driver => driver.Criterion));
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.Share, pair.Second.Share, Tolerance);
            Assert.Equal(pair.First.Effect is null, pair.Second.Effect is null);
            Assert.Equal(pair.First.Effect ?? 0, pair.Second.Effect ?? 0, Tolerance);
            Assert.Equal(pair.First.Uncertainty, pair.Second.Uncertainty, Tolerance);
        });
    }
}
