namespace AllianceServices.TestKit.Oracle;

/// <summary>
/// The scatter of a score under random weights, by drawing them in another way than the services do: a Dirichlet draw as
/// broken sticks, of which each piece is Beta distributed.
/// </summary>
internal static class RobustnessWalk
{
    private const int Draws = 40_000;
    private const double Concentration = 100;

    public static ExpectedRobustness? Simulate(IReadOnlyList<ExpectedCriterion> criteria)
    {
        var weighted = criteria.Where(criterion => criterion.Weight > 0).ToList();
        var total = weighted.Sum(criterion => criterion.Weight);
        var known = weighted
            .Select(criterion => (Alpha: Concentration * criterion.Weight / total, Value: CriteriaWalk.Value(criterion.Status)))
            .Where(criterion => criterion.Value is not null)
            .Select(criterion => (criterion.Alpha, Value: criterion.Value!.Value))
            .ToList();
        if (known.Count == 0)
        {
            return null;
        }
        var random = new Random(1);
        var means = Enumerable.Range(0, Draws).Select(_ => Mean(known, random)).Order().ToList();
        return new ExpectedRobustness(means[Draws / 20], means[Draws - 1 - Draws / 20]);
    }

    private static double Mean(List<(double Alpha, double Value)> known, Random random)
    {
        var (mean, stick) = (0.0, 1.0);
        var rest = known.Sum(criterion => criterion.Alpha);
        foreach (var (alpha, value) in known.SkipLast(1))
        {
            rest -= alpha;
            var piece = stick * Beta(alpha, rest, random);
            mean += piece * value;
            stick -= piece;
        }
        return mean + stick * known[^1].Value;
    }

    // R. C. H. Cheng, Generating beta variates with nonintegral shape parameters (1978), algorithm BA.
    private static double Beta(double a, double b, Random random)
    {
        var sum = a + b;
        var beta = Math.Min(a, b) <= 1 ? 1 / Math.Min(a, b) : Math.Sqrt((sum - 2) / (2 * a * b - sum));
        var gamma = a + 1 / beta;
        while (true)
        {
            var (u, z) = (1 - random.NextDouble(), 1 - random.NextDouble());
            var v = beta * Math.Log(u / (1 - u));
            var w = a * Math.Exp(v);
            if (sum * Math.Log(sum / (b + w)) + gamma * v - Math.Log(4) >= Math.Log(z * u * u))
            {
                return double.IsPositiveInfinity(w) ? 1 : w / (b + w);
            }
        }
    }
}
