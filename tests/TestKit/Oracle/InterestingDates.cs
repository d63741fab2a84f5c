namespace AllianceServices.TestKit.Oracle;

/// <summary>The days on which an answer is most likely to be wrong: those of facts, the days beside them, and month firsts.</summary>
public static class InterestingDates
{
    private static readonly DateOnly First = new(2008, 1, 1);

    /// <summary>All of them up to <paramref name="today"/>, in order.</summary>
    public static IReadOnlyList<DateOnly> All(ReferenceRows rows, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var days = new SortedSet<DateOnly>(MonthFirsts(today)) { First, today };
        foreach (var fact in FactDates(rows).Where(date => date is not "").Distinct().Select(Parse))
        {
            days.UnionWith([fact.AddDays(-1), fact, fact.AddDays(1)]);
        }
        foreach (var statement in rows.Statements.Select(row => Parse(row.Text("date"))))
        {
            // A head of state's word stops dividing a country two years after it.
            days.UnionWith([statement.AddYears(2), statement.AddYears(2).AddDays(1)]);
        }
        return days.Where(day => day >= First && day <= today).ToList();
    }

    /// <summary>An even selection of at most <paramref name="count"/> of them, the first and the last among them.</summary>
    public static IReadOnlyList<DateOnly> Sample(ReferenceRows rows, DateOnly today, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var all = All(rows, today);
        return Enumerable.Range(0, count)
            .Select(index => all[(int)((long)index * (all.Count - 1) / (count - 1))])
            .Distinct()
            .ToList();
    }

    private static IEnumerable<DateOnly> MonthFirsts(DateOnly today)
    {
        for (var first = First; first <= today; first = first.AddMonths(1))
        {
            yield return first;
        }
    }

    private static IEnumerable<string> FactDates(ReferenceRows rows) =>
        rows.Statements.Select(row => row.Text("date"))
            .Concat(rows.Assessments.Select(row => row.Text("date")))
            .Concat(rows.Agreements.SelectMany(AgreementsWalk.Dated).Select(step => step.Date))
            .Concat(rows.Organizations
                .SelectMany(row => row.Items("members"))
                .SelectMany(member => new[] { member.Text("accessionDate"), member.Text("leftOn") }));

    private static DateOnly Parse(string date) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
