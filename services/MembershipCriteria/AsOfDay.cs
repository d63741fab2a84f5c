using Alliance.Criteria.V1;

namespace AllianceServices.MembershipCriteria;

/// <summary>What a resource says of a day, ISO 8601; of today and all that went before where the day is empty.</summary>
public static class AsOfDay
{
    /// <summary>The organization with those who are members on the day.</summary>
    public static Organization Of(Organization organization, string day) => Keep(
        organization, organization.Members, day,
        member => IsBy(member.AccessionDate, day) && (member.LeftOn.Length == 0 || IsBy(day, member.LeftOn)));

    /// <summary>The position with the steps up to the day.</summary>
    public static Position Of(Position position, string day) => Keep(position, position.Steps, day, step => IsBy(step.From, day));

    private static T Keep<T, TItem>(T resource, Google.Protobuf.Collections.RepeatedField<TItem> items, string day, Func<TItem, bool> condition)
    {
        if (day.Length > 0)
        {
            var kept = items.Where(condition).ToList();
            items.Clear();
            items.Add(kept);
        }
        return resource;
    }

    // Days compare as text.
    private static bool IsBy(string day, string other) => string.CompareOrdinal(day, other) <= 0;
}
