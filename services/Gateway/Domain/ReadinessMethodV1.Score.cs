namespace AllianceServices.Gateway.Domain;

public static partial class ReadinessMethodV1
{
    /// <summary>Most drivers named with a score.</summary>
    private const int MaxDrivers = 5;

    // Sums of the same amount in another order may differ by some 1e-16, which is neither an effect nor too little coverage.
    private const int MeaningfulDigits = 12;

    private static Score ScoreOf(IReadOnlyList<CriterionView> criteria)
    {
        var weighted = criteria.Where(c => c.Weight > 0).ToList();
        if (weighted.Count == 0)
        {
            // Nothing bounds the mean. Where all that had weight is waived, nothing is left to be known; where nothing ever had,
            // nothing is known.
            return new Score(Value: null, Low: 0, High: 1, Coverage: criteria.Any(c => c.HadWeight) ? 1 : 0);
        }

        var known = weighted.Where(c => c.Value is not null).ToList();
        var knownWeight = known.Sum(c => c.Weight);
        var unknownWeight = weighted.Where(c => c.Value is null).Sum(c => c.Weight);
        // Rounding keeps order: of sums that are made alike, the one of greater parts is not the smaller.
        var weight = knownWeight + unknownWeight;
        var met = known.Sum(c => c.Weight * c.Value!.Value);
        var value = MeanOf(known);
        var robust = Robustness.Of([.. weighted.Select(c => (c.Weight, c.Value))]);
        return new Score(
            Value: value,
            Low: met / weight,
            // Two quotients that are equal on paper may differ in their last digit.
            High: Math.Max((met + unknownWeight) / weight, value ?? 0),
            Coverage: knownWeight / weight)
        {
            RobustLow = robust?.Low,
            RobustHigh = robust?.High,
            Drivers = DriversOf(weighted, known, weight, value),
        };
    }

    /// <summary>The weighted mean of criteria with weight and value; null over none.</summary>
    private static double? MeanOf(List<CriterionView> known) =>
        known.Count == 0 ? null : known.Sum(c => c.Weight * c.Value!.Value) / known.Sum(c => c.Weight);

    private static List<Driver> DriversOf(
        List<CriterionView> weighted, List<CriterionView> known, double weight, double? value) =>
        [.. weighted
            .Select(c => new Driver(
                c.Criterion.Name,
                Share: c.Weight / weight,
                Effect: c.Value is null ? null : EffectOf(c, known, value),
                Uncertainty: c.Value is null ? c.Weight / weight : 0))
            .Select(driver => (Driver: driver, Strength: Math.Max(Math.Abs(driver.Effect ?? 0), driver.Uncertainty)))
            .Where(d => d.Strength > 0)
            .OrderByDescending(d => d.Strength)
            .ThenByDescending(d => d.Driver.Share)
            .ThenBy(d => d.Driver.Criterion, StringComparer.Ordinal)
            .Take(MaxDrivers)
            .Select(d => d.Driver)];

    // By leaving the criterion out: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 7.
    private static double? EffectOf(CriterionView criterion, List<CriterionView> known, double? value) =>
        value - MeanOf([.. known.Where(c => !ReferenceEquals(c, criterion))]) is { } effect
            ? Math.Round(effect, MeaningfulDigits) + 0.0 // -0 becomes 0.
            : null;
}
