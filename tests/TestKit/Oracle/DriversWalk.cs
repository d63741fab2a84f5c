namespace AllianceServices.TestKit.Oracle;

/// <summary>The criteria that move a score most.</summary>
internal static class DriversWalk
{
    private const int Most = 5;

    // Effects that are equal on paper come out some 1e-16 apart; they must tie all the same.
    private const int Digits = 11;

    public static List<ExpectedDriver> On(IReadOnlyList<ExpectedCriterion> criteria)
    {
        var total = criteria.Sum(criterion => criterion.Weight);
        var value = ScoreWalk.Score(criteria).Value;
        var drivers = new List<(double Strength, ExpectedDriver Driver)>();
        foreach (var criterion in criteria.Where(criterion => criterion.Weight > 0))
        {
            var share = criterion.Weight / total;
            if (CriteriaWalk.Value(criterion.Status) is null)
            {
                drivers.Add((share, new ExpectedDriver(criterion.Name, share, null, share)));
            }
            else if (ScoreWalk.Score([.. criteria.Where(other => other.Name != criterion.Name)]).Value is { } without)
            {
                var effect = value!.Value - without;
                drivers.Add((Math.Abs(effect), new ExpectedDriver(criterion.Name, share, effect, 0)));
            }
        }
        return drivers
            .Select(entry => (Strength: Math.Round(entry.Strength, Digits), entry.Driver))
            .Where(entry => entry.Strength > 0)
            .OrderBy(entry => (-entry.Strength, -entry.Driver.Share))
            .ThenBy(entry => entry.Driver.Criterion, StringComparer.Ordinal)
            .Take(Most)
            .Select(entry => entry.Driver)
            .ToList();
    }
}
