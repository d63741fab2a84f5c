using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The days on which services are compared with the oracle.</summary>
public class InterestingDatesTests
{
    private static readonly DateOnly Today = new(2026, 7, 15);

    [Theory]
    [InlineData(2008, 1, 1)]
    [InlineData(2010, 9, 1)]
    [InlineData(2020, 1, 31)]
    [InlineData(2020, 2, 1)]
    [InlineData(2024, 3, 6)]
    [InlineData(2024, 3, 7)]
    [InlineData(2024, 6, 16)]
    [InlineData(2024, 6, 17)]
    [InlineData(2024, 6, 18)]
    [InlineData(2026, 7, 15)]
    public void Facts_the_days_beside_them_and_month_firsts_are_among_them(int year, int month, int day) =>
        Assert.Contains(new DateOnly(year, month, day), InterestingDates.All(Shipped.Rows, Today));

    [Fact]
    public void They_ascend_from_2008_to_today()
    {
        var days = InterestingDates.All(Shipped.Rows, Today);
        Assert.True(days.Count >= 60);
        Assert.Equal(new DateOnly(2008, 1, 1), days[0]);
        Assert.Equal(Today, days[^1]);
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void A_sample_keeps_both_ends_and_the_order()
    {
        var sample = InterestingDates.Sample(Shipped.Rows, Today, 60);
        Assert.Equal(60, sample.Count);
        Assert.Equal(new DateOnly(2008, 1, 1), sample[0]);
        Assert.Equal(Today, sample[^1]);
        Assert.All(sample.Zip(sample.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(sample, InterestingDates.Sample(Shipped.Rows, Today, 60));
    }

    [Fact]
    public void On_each_of_them_the_oracle_has_a_sound_answer()
    {
        foreach (var day in InterestingDates.All(Shipped.Rows, Today))
        {
            foreach (var track in Shipped.Rows.Tracks.Select(row => row.GetProperty("name").GetString()!))
            {
                var (value, low, high, coverage) = ReadinessOracle.Shipped.At(track, day).Score;
                Assert.InRange(low, 0, high);
                Assert.InRange(high, low, 1);
                Assert.InRange(coverage, 0, 1);
                Assert.InRange(value ?? low, low, high);
                Assert.Equal(high - low, 1 - coverage, 12);
            }
        }
    }
}
