namespace AllianceServices.TestKit.Oracle;

/// <summary>Score, open gates and verdict over the criteria of a day.</summary>
internal static class ScoreWalk
{
    private const double LeastCoverage = 0.5;

    public static ExpectedScore Score(IReadOnlyList<ExpectedCriterion> criteria, bool someWeightIsWaived = false)
    {
        double total = 0, known = 0, met = 0;
        foreach (var criterion in Weighted(criteria))
        {
            total += criterion.Weight;
            if (CriteriaWalk.Value(criterion.Status) is { } value)
            {
                known += criterion.Weight;
                met += criterion.Weight * value;
            }
        }
        return total == 0
            ? new ExpectedScore(null, 0, 1, someWeightIsWaived ? 1 : 0)
            : new ExpectedScore(known == 0 ? null : met / known, met / total, (met + total - known) / total, known / total);
    }

    public static List<string> OpenGates(IReadOnlyList<ExpectedCriterion> criteria) =>
        Gates(criteria)
            .Where(gate => CriteriaWalk.Value(gate.Status) is null or < 1)
            .Select(gate => gate.Name)
            .ToList();

    public static string Verdict(bool isMember, IReadOnlyList<ExpectedCriterion> criteria, ExpectedScore score)
    {
        var gates = Gates(criteria).Select(gate => CriteriaWalk.Value(gate.Status)).ToList();
        if (isMember)
        {
            return "VERDICT_MEMBER";
        }
        if (gates.Any(value => value < 1))
        {
            return "VERDICT_BLOCKED";
        }
        if (gates.Any(value => value is null) || score.Coverage < LeastCoverage)
        {
            return "VERDICT_INSUFFICIENT_DATA";
        }
        return Weighted(criteria).Any(criterion => CriteriaWalk.Value(criterion.Status) is null or < 1)
            ? "VERDICT_CONDITIONS_OUTSTANDING"
            : "VERDICT_READY";
    }

    // A weight of 0 on the day already says: waived, beneath a parent, or given no weight.
    private static IEnumerable<ExpectedCriterion> Weighted(IEnumerable<ExpectedCriterion> criteria) =>
        criteria.Where(criterion => criterion.Weight > 0);

    private static IEnumerable<ExpectedCriterion> Gates(IEnumerable<ExpectedCriterion> criteria) =>
        criteria.Where(criterion => criterion.Gate && criterion.Status is not CriteriaWalk.Waived);
}
