using AllianceServices.Gateway.Domain;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using Evidence = Alliance.Readiness.V1.Evidence;

namespace AllianceServices.Gateway.Views;

/// <summary>What made a criterion another.</summary>
internal sealed class EvidenceCauses(RecordChanges changes, string criterion, CriterionView? before, CriterionView? after)
{
    private readonly Dictionary<string, Evidence> _before = ByRecord(before);
    private readonly Dictionary<string, Evidence> _after = ByRecord(after);

    /// <summary>The assessments behind the status, or of other assessors, and the one of whose sources something else is known.</summary>
    public IEnumerable<string> Assessments => AssessmentsOf(before).Concat(AssessmentsOf(after)).Distinct().Where(MadeADifference)
        .Concat(before is not null && after?.Assessment == before.Assessment && !after.Sources.Equals(before.Sources) ? [after.Assessment] : []);

    /// <summary>The records in the lists, and those of whose sources something else is known.</summary>
    public IEnumerable<string> Records => Listed.Where(record => MadeADifference(record)
        || (_before.TryGetValue(record, out var was) && _after.TryGetValue(record, out var now) && !was.Sources.Equals(now.Sources)));

    /// <summary>
    /// The records that neither list has room for, those that went before those that came. They are looked for only where more
    /// or fewer bear on the criterion than the lists account for, as a criterion may have a million.
    /// </summary>
    public IEnumerable<string> BeyondTheLists =>
        NotListed(changes.Before, before, _before) == NotListed(changes.After, after, _after)
            ? [] : changes.Naming(criterion).Except(Listed);

    /// <summary>The criterion itself, where it was redefined.</summary>
    public IEnumerable<string> Definition => MadeADifference(criterion) ? [criterion] : [];

    private IEnumerable<string> Listed => _before.Keys.Union(_after.Keys);

    private bool MadeADifference(string resource) => changes.HasChanged(resource)
        && !Equals(changes.CriterionWithout(resource, criterion) is { } other ? ReadinessMapper.ToMessage(other) : null, after);

    // How many records bear on the criterion in a state, less those that either list shows.
    private int NotListed(RecordState state, CriterionView? view, Dictionary<string, Evidence> shown) =>
        (view?.RelatedRecords ?? 0) - Listed.Count(record =>
            state.Names(record, criterion) || (state.IsPublic(record) && shown.GetValueOrDefault(record)?.Cited == true));

    private static Dictionary<string, Evidence> ByRecord(CriterionView? view) =>
        view?.Evidence.ToDictionary(evidence => evidence.Record, StringComparer.Ordinal) ?? [];

    private static IEnumerable<string> AssessmentsOf(CriterionView? view) => view is null ? []
        : view.Judgements.Select(judgement => judgement.Assessment).Prepend(view.Assessment).Where(assessment => assessment.Length > 0);
}
