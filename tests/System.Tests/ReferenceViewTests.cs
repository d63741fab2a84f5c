using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.SystemTests;

/// <summary>The views over the reference data set are those that follow from the rules, at any date, over gRPC and JSON.</summary>
public class ReferenceViewTests(ImportedSystem imported)
{
    private const int SampleSize = 60;

    // Days on which something is known to turn: Sweden joins, the United Kingdom leaves, the briefing, the summit.
    private static readonly string[] TurningDays =
        ["2020-01-31", "2020-02-01", "2024-03-01", "2024-03-06", "2024-03-07", "2024-06-17", "2024-07-11"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tracks => [ImportedSystem.Nato, ImportedSystem.Eu];

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task The_view_is_what_the_rules_say_on_every_day(string track)
    {
        var oracle = ReadinessOracle.Shipped;
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var days = InterestingDates.Sample(oracle.Rows, today, SampleSize).Union(TurningDays.Select(Views.Day)).ToList();
        Assert.True(days.Count > 40);

        foreach (var day in days)
        {
            Views.AssertExpected(oracle.At(track, day), await imported.System.ViewAsync(track, Views.Iso(day)));
        }
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2008-01-01")]
    [InlineData(ImportedSystem.Nato, "2024-06-17")]
    [InlineData(ImportedSystem.Nato, "2026-07-15")]
    [InlineData(ImportedSystem.Eu, "2024-06-17")]
    [InlineData(ImportedSystem.Eu, "2026-07-15")]
    public async Task The_view_says_how_the_score_scatters_under_other_weights(string track, string day) => Views.AssertRobust(
        ReadinessOracle.Shipped.RobustnessAt(track, Views.Day(day)), await imported.System.ViewAsync(track, day));

    [Theory]
    [InlineData(ImportedSystem.Nato, "2008-04-03")]
    [InlineData(ImportedSystem.Nato, "2024-03-06")]
    [InlineData(ImportedSystem.Nato, "2024-06-17")]
    [InlineData(ImportedSystem.Nato, "2026-07-15")]
    [InlineData(ImportedSystem.Eu, "2020-01-31")]
    [InlineData(ImportedSystem.Eu, "2024-06-17")]
    [InlineData(ImportedSystem.Eu, "2026-07-15")]
    public async Task The_same_view_comes_as_JSON(string track, string day)
    {
        // A given instant makes both answers whole copies of one another.
        var grpc = await imported.System.ViewAsync(track, day, imported.AfterImport);

        var path = $"/v1/{track}/readiness?as_of={day}&known_at={Instant(imported.AfterImport)}";
        var json = await imported.Json.GetStringAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal(grpc, JsonParser.Default.Parse<Readiness>(json));
        Views.AssertExpected(ReadinessOracle.Shipped.At(track, Views.Day(day)), JsonParser.Default.Parse<Readiness>(json));
    }

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task Without_a_date_the_view_is_that_of_today(string track)
    {
        var before = DateOnly.FromDateTime(DateTime.UtcNow);
        var view = await imported.System.ViewAsync(track);
        var after = DateOnly.FromDateTime(DateTime.UtcNow);

        Assert.InRange(Views.Day(view.AsOf), before, after);
        Assert.Equal((await imported.System.ViewAsync(track, view.AsOf)).Normalized(), view.Normalized());
        // Unknown is never shown as zero: what is not known widens the bounds instead.
        Assert.InRange(view.Score.Coverage, 0.01, 0.99);
        Assert.InRange(view.Score.Value, view.Score.Low, view.Score.High);
        Assert.True(view.Score.Low < view.Score.High);
    }

    private static string Instant(Timestamp time) => Uri.EscapeDataString(time.ToString().Trim('"'));
}
