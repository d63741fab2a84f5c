using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>The records that can have made a day's view another than that of the day before.</summary>
internal static class CausesWalk
{
    /// <summary>
    /// Each assessor's last assessment of the day, and what was said or agreed on it that bears on the criterion: by its own
    /// word, or because the assessment that stands on the day or stood on the day before cites it.
    /// </summary>
    public static HashSet<string> OfCriterion(ReferenceRows rows, string criterion, DateOnly day)
    {
        var judged = CriteriaWalk.Assessments(rows, criterion, day.Iso()).Where(row => row.Text("date") == day.Iso());
        var cited = CitedOn(rows, criterion, day).Concat(CitedOn(rows, criterion, day.AddDays(-1))).ToHashSet();
        var recorded = rows.Statements.Where(row => row.Text("date") == day.Iso())
            .Concat(rows.Agreements.Where(row => DateOn(row, day) != DateOn(row, day.AddDays(-1))))
            .Where(row => row.Texts("criteria").Contains(criterion) || cited.Contains(row.Text("name")));
        return [.. judged.GroupBy(row => row.Text("assessor")).Select(ofAssessor => ofAssessor.Last()).Concat(recorded).Select(row => row.Text("name"))];
    }

    /// <summary>
    /// What was said that day for the government, where it decides; what the head of state said, where the division is
    /// another; and the head of state's word that turned too old.
    /// </summary>
    public static HashSet<string> OfPosition(ReferenceRows rows, string organization, string candidate, string party, DateOnly day)
    {
        ExpectedMember On(DateOnly asOf) => PositionsWalk.On(rows, organization, candidate, [party], asOf).Members.Single();
        var (before, after) = (On(day.AddDays(-1)), On(day));
        var causes = new HashSet<string>();
        if (after.Record != before.Record)
        {
            causes.Add(after.Record);
        }
        if (after.DividedRecord != before.DividedRecord)
        {
            var words = PositionsWalk.WordsOfHeadOfState(rows, organization, candidate, party, day);
            causes.UnionWith(words.Where(word => word.Date == day.Iso()).TakeLast(1).Select(word => word.Record));
            causes.UnionWith(words.Where(word => word.Record == before.DividedRecord && Parse(word.Date).AddYears(2).AddDays(1) == day)
                .Select(word => word.Record));
        }
        return causes;
    }

    private static IEnumerable<string> CitedOn(ReferenceRows rows, string criterion, DateOnly day)
    {
        var standing = CriteriaWalk.On(rows, criterion[..criterion.IndexOf("/criteria/", StringComparison.Ordinal)], day.Iso())
            .Single(expected => expected.Name == criterion).Assessment;
        return rows.Assessments.Where(row => row.Text("name") == standing).SelectMany(row => row.Texts("evidence"));
    }

    // An agreement goes by its signature once that is there, before that by its first event.
    private static string DateOn(JsonElement agreement, DateOnly day)
    {
        var signed = AgreementsWalk.SignedOn(agreement);
        var date = signed.Length > 0 && signed.IsBy(day.Iso()) ? signed : AgreementsWalk.Dated(agreement).First().Date;
        return date.IsBy(day.Iso()) ? date : "";
    }

    private static DateOnly Parse(string date) => DateOnly.ParseExact(date, "O", System.Globalization.CultureInfo.InvariantCulture);
}
