using Alliance.Errors.V1;
using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults.Errors;
using Stance = Alliance.Type.V1.Stance;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.Gateway;

/// <summary>What a simulation may assume, beyond what the contract says beside its fields.</summary>
internal static class SimulationRules
{
    private const double LeastWeight = 1e-6;

    /// <summary>All violations; none if it is good.</summary>
    public static List<FieldViolation> Check(SimulateReadinessRequest request, TrackFacts facts, DateOnly asOf)
    {
        var criteria = facts.Criteria.ToDictionary(criterion => criterion.Name, StringComparer.Ordinal);
        var members = facts.Memberships.Where(m => m.Includes(asOf)).Select(m => m.Country).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. request.Statuses.Index().SelectMany(item => OfCriterion(criteria, item.Item.Criterion, $"statuses[{item.Index}]")
                .Concat(OfStatus(criteria.GetValueOrDefault(item.Item.Criterion), item.Item.Status, $"statuses[{item.Index}].status"))),
            .. Repeated(request.Statuses, status => status.Criterion, "statuses", "criterion"),
            .. request.Positions.Index().SelectMany(item => OfPosition(item.Item, members, asOf, $"positions[{item.Index}]")),
            .. Repeated(request.Positions, position => position.Party, "positions", "party"),
            .. request.Weights.Index().SelectMany(item => OfCriterion(criteria, item.Item.Criterion, $"weights[{item.Index}]")
                .Concat(OfWeight(criteria.GetValueOrDefault(item.Item.Criterion), item.Item.Weight, $"weights[{item.Index}]"))),
            .. Repeated(request.Weights, weight => weight.Criterion, "weights", "criterion"),
            .. OfAllWeights(request, facts),
        ];
    }

    private static IEnumerable<FieldViolation> OfCriterion(Dictionary<string, Criterion> criteria, string name, string path) =>
        criteria.ContainsKey(name)
            ? []
            : [new($"{path}.criterion", $"{name} is not a criterion of this track", ErrorReason.ReferenceNotFound)];

    private static IEnumerable<FieldViolation> OfStatus(Criterion? criterion, Status status, string path) =>
        criterion is { IsBinary: true } && status is not (Status.NotMet or Status.Met or Status.Waived or Status.Unknown)
            ? [new(path, $"must be NOT_MET, MET, WAIVED or UNKNOWN: {criterion.Name} is judged as met or not met")]
            : [];

    private static IEnumerable<FieldViolation> OfPosition(
        AssumedPosition position, HashSet<string> members, DateOnly asOf, string path)
    {
        if (!members.Contains(position.Party))
        {
            yield return new($"{path}.party", $"{position.Party} is not a member on {asOf:O}", ErrorReason.ReferenceNotFound);
        }
        if (position.Stance == Stance.NotApplicable)
        {
            yield return new($"{path}.stance", "must be a position");
        }
    }

    private static IEnumerable<FieldViolation> OfWeight(Criterion? criterion, double weight, string path)
    {
        if (criterion is { Parent.Length: > 0 })
        {
            yield return new($"{path}.criterion", $"{criterion.Name} details {criterion.Parent} and carries no weight of its own");
        }
        // The arithmetic of the score would lose what is smaller.
        if (weight is > 0 and < LeastWeight)
        {
            yield return new($"{path}.weight", "must be 0 or at least 0.000001");
        }
    }

    private static IEnumerable<FieldViolation> OfAllWeights(SimulateReadinessRequest request, TrackFacts facts)
    {
        var assumed = request.Weights.ToLookup(weight => weight.Criterion, weight => weight.Weight);
        var weighted = facts.Criteria.Where(criterion => criterion.Parent.Length == 0).ToList();
        return request.Weights.Count > 0 && weighted.Count > 0
            && weighted.All(criterion => assumed[criterion.Name].DefaultIfEmpty(criterion.Weight).First() == 0)
                ? [new("weights", "must leave at least one criterion with a weight above 0")]
                : [];
    }

    private static IEnumerable<FieldViolation> Repeated<T>(IEnumerable<T> items, Func<T, string> key, string list, string field) =>
        items.Index().GroupBy(item => key(item.Item)).SelectMany(same => same.Skip(1))
            .Select(item => new FieldViolation($"{list}[{item.Index}].{field}", $"{key(item.Item)} is given twice"));
}
