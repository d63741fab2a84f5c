namespace AllianceServices.Agreements.Domain;

/// <summary>An event in the life of an agreement.</summary>
/// <param name="Date">Its day, if that is on record.</param>
/// <param name="KnownBy">For an event without a date: the day by which it is known to have happened.</param>
public readonly record struct LifecycleEvent(DateOnly? Date, DateOnly? KnownBy);

/// <summary>From when the events of an agreement count.</summary>
public static class Lifecycle
{
    /// <summary>
    /// The effective day of each event: its date, else known_by, else that of the event before it. Null where the first
    /// events have none of these.
    /// </summary>
    public static IReadOnlyList<DateOnly?> EffectiveDates(IEnumerable<LifecycleEvent> events)
    {
        var dates = new List<DateOnly?>();
        foreach (var e in events)
        {
            dates.Add(e.Date ?? e.KnownBy ?? dates.LastOrDefault());
        }
        return dates;
    }
}
