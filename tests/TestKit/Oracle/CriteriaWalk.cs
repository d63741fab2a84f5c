using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>The status of every criterion of a track.</summary>
internal static class CriteriaWalk
{
    public const string Unknown = "STATUS_UNKNOWN";
    public const string Waived = "STATUS_WAIVED";

    public static List<ExpectedCriterion> On(ReferenceRows rows, string track, string day) =>
        rows.Criteria
            .Where(row => row.Text("name").StartsWith(track + "/", StringComparison.Ordinal))
            .Select(row => Criterion(rows, row, day))
            .OrderBy(criterion => criterion.Name, StringComparer.Ordinal)
            .ToList();

    /// <summary>What a status is worth, or null where it is not known.</summary>
    public static double? Value(string status) => status switch
    {
        "STATUS_NOT_MET" or "STATUS_EARLY_STAGE" => 0,
        "STATUS_SOME_LEVEL" => 0.25,
        "STATUS_MODERATELY_PREPARED" => 0.5,
        "STATUS_GOOD_LEVEL" => 0.75,
        "STATUS_WELL_ADVANCED" or "STATUS_MET" => 1,
        Unknown => null,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Has no value."),
    };

    private static ExpectedCriterion Criterion(ReferenceRows rows, JsonElement row, string day)
    {
        var name = row.Text("name");
        var parent = row.Text("parent");
        var deciding = row.Texts("assessors").ToList();
        var last = Assessments(rows, name, day)
            .LastOrDefault(assessment => deciding.Count == 0 || deciding.Contains(assessment.Text("assessor")));
        var assessed = last.ValueKind is not JsonValueKind.Undefined;
        var status = assessed ? last.Text("status") : Unknown;
        var weight = parent is not "" || status is Waived ? 0 : Weight(row);
        return new ExpectedCriterion(
            name, parent, row.Flag("gate"), weight, status, assessed ? last.Text("name") : "",
            JudgementsWalk.Disagree(JudgementsWalk.On(rows, name, day)));
    }

    /// <summary>The assessments of a criterion up to a day, the oldest first.</summary>
    public static IEnumerable<JsonElement> Assessments(ReferenceRows rows, string criterion, string day) =>
        rows.Assessments
            .Where(assessment => assessment.Text("name").StartsWith(criterion + "/", StringComparison.Ordinal))
            .Where(assessment => assessment.Text("date").IsBy(day))
            .OrderBy(assessment => assessment.Text("date"), StringComparer.Ordinal)
            .ThenBy(assessment => assessment.Text("name"), StringComparer.Ordinal);

    /// <summary>Whether a criterion is waived that would have weight otherwise.</summary>
    public static bool SomeWeightIsWaived(ReferenceRows rows, IEnumerable<ExpectedCriterion> criteria) =>
        criteria.Where(criterion => criterion.Parent is "" && criterion.Status is Waived)
            .Any(criterion => Weight(rows.Criteria.Single(row => row.Text("name") == criterion.Name)) > 0);

    private static double Weight(JsonElement row) =>
        row.TryGetProperty("weight", out var weight) && weight.TryGetProperty("value", out var value)
            ? value.GetDouble()
            : 0;
}
