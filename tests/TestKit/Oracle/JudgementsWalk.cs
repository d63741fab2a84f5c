namespace AllianceServices.TestKit.Oracle;

/// <summary>What several assessors last said about one criterion.</summary>
internal static class JudgementsWalk
{
    public static List<ExpectedJudgement> On(ReferenceRows rows, string criterion, string day)
    {
        var deciding = rows.Criteria.Single(row => row.Text("name") == criterion).Texts("assessors").ToList();
        var last = new Dictionary<string, ExpectedJudgement>(StringComparer.Ordinal);
        foreach (var assessment in CriteriaWalk.Assessments(rows, criterion, day))
        {
            var assessor = assessment.Text("assessor");
            last[assessor] = new ExpectedJudgement(
                criterion, assessor, assessment.Text("status"), assessment.Text("name"), assessment.Text("date"),
                deciding.Count == 0 || deciding.Contains(assessor));
        }
        return last.Count < 2
            ? []
            : last.Values
                .OrderByDescending(judgement => judgement.Assessment, StringComparer.Ordinal)
                .OrderByDescending(judgement => judgement.AssessedOn, StringComparer.Ordinal)
                .ToList();
    }

    public static bool Disagree(IReadOnlyList<ExpectedJudgement> judgements)
    {
        var said = judgements.Select(judgement => judgement.Status).ToHashSet();
        said.Remove(CriteriaWalk.Unknown);
        return said.Count > 1;
    }
}
