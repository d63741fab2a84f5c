using Alliance.Type.V1;
using static AllianceServices.Gateway.Tests.Resources;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>Which words made a country's position another, where some came or went and others lapsed.</summary>
public class PositionCauseTests
{
    private const string Before = "2024-06-01T00:00:00Z";
    private const string After = "2024-06-02T00:00:00Z";

    private static readonly Word Governs = new(0, "statements/governs", Stance.Supports, OfHeadOfState: false);
    private static readonly Word Lapsed = new(-800, "statements/lapsed", Stance.Opposes, OfHeadOfState: true);
    private static readonly Word Divides = new(20, "statements/divides", Stance.Sceptical, OfHeadOfState: true);

    [Fact]
    public void A_word_that_divides_no_longer_for_years_is_no_cause_where_a_newer_one_goes() =>
        Assert.Equal(["statements/divides"], Named([Governs, Lapsed, Divides], [Governs, Lapsed], day: 25));

    [Fact]
    public void A_word_said_after_the_stance_began_anew_is_no_cause_of_its_later_beginning()
    {
        Word[] words = [Governs, Said(10, "again"), Said(20, "last")];

        Assert.Equal(
            ["statements/breaks"],
            Named(words, [.. words, new Word(5, "statements/breaks", Stance.Opposes, OfHeadOfState: false), Said(15, "meanwhile")], day: 25));
    }

    [Fact]
    public void The_organization_that_a_member_joins_is_called_by_its_name()
    {
        var organization = Organization("AA");
        organization.DisplayName = "An alliance";
        var told = new Told(new Log("criteria").Add(organization).Add(Track()).Changes)
            .Between((Log.Instant(After), Build.Day("1999-12-31")), (Log.Instant(After), Build.Day("2000-01-01")));

        Assert.Equal("An alliance", Assert.Single(Assert.Single(told).Causes).Title);
    }

    private static Word Said(int day, string id) => Governs with { Day = day, Record = $"statements/{id}" };

    // The causes of the only difference on a day between the words that were known before and those that are known now.
    private static IEnumerable<string> Named(Word[] before, Word[] after, int day)
    {
        var criteria = new Log("criteria").Add(Organization("AA")).Add(Track())
            .Add(Word.PositionOf("AA", before), Before).Add(Word.PositionOf("AA", after), After);
        var told = new Told(criteria.Changes).Between(Log.Instant(Before), Log.Instant(After), Histories.Day(day));
        return Assert.Single(told).Causes.Select(cause => cause.Record);
    }
}
