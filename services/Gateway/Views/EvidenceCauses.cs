using AllianceServices.Gateway.Domain;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using Evidence = Alliance.Readiness.V1.Evidence;

namespace AllianceServices.Gateway.Views;

/// <summary>The records that made a criterion another.</summary>
internal sealed class EvidenceCauses(RecordChanges changes, string criterion, CriterionView? before, CriterionView? after)
{
    private readonly Dictionary<string, Evidence> _before = ByRecord(before);
    private readonly Dictionary<string, Evidence> _after = ByRecord(after);

    /// <summary>The assessments behind the status, or of other assessors, and the one of whose sources something else is known.</summary>
    public IEnumerable<string> Assessments => AssessmentsOf(before).Concat(AssessmentsOf(after)).Distinct().Where(changes.IsNews)
        .Concat(before is not null && after?.Assessment == before.Assessment && !after.Sources.Equals(before.Sources) ? [after.Assessment] : []);

    /// <summary>The records in the lists, and those of whose sources something else is known.</summary>
    public IEnumerable<string> Records => Listed.Where(record => changes.IsNews(record)
        || (_before.TryGetValue(record, out var was) && _after.TryGetValue(record, out var now) && !was.Sources.Equals(now.Sources)));

    /// <summary>The records that no list has room for, where those in the lists do not explain how many there are.</summary>
    public IEnumerable<string> BeyondTheList =>
        Listed.Sum(record => Count(changes.After, _after, record) - Count(changes.Before, _before, record))
            == (after?.RelatedRecords ?? 0) - (before?.RelatedRecords ?? 0)
            ? [] : changes.Naming(criterion);

    private IEnumerable<string> Listed => _before.Keys.Union(_after.Keys);

    private static Dictionary<string, Evidence> ByRecord(CriterionView? view) =>
        view?.Evidence.ToDictionary(evidence => evidence.Record, StringComparer.Ordinal) ?? [];

    private static IEnumerable<string> AssessmentsOf(CriterionView? view) => view is null ? []
        : view.Judgements.Select(judgement => judgement.Assessment).Prepend(view.Assessment).Where(assessment => assessment.Length > 0);

    // 1 for a record that counts as related, else 0.
    private int Count(RecordState state, Dictionary<string, Evidence> shown, string record) =>
        state.Names(record, criterion) || (state.IsPublic(record) && shown.GetValueOrDefault(record)?.Cited == true) ? 1 : 0;
}
