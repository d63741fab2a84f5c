using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>The dates at which a fact can make one day's view differ from that of the day before.</summary>
internal static class ChangeDates
{
    public static IEnumerable<DateOnly> Of(object? facts) => facts switch
    {
        Assessment assessment => [assessment.Date],
        Statement statement => [statement.Date],
        Agreement agreement => agreement.SignedOn is { } signed
            ? agreement.Events.Select(e => e.From).Append(signed)
            : agreement.Events.Select(e => e.From),
        Position position => position.Steps.Select(step => step.From),
        Organization organization => organization.Memberships.SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<DateOnly> Of(Membership membership)
    {
        yield return membership.AccessionDate;
        // The last day of membership is followed by the first day without it, unless the calendar ends.
        if (membership.LeftOn is { } last && last < DateOnly.MaxValue)
        {
            yield return last.AddDays(1);
        }
    }
}
