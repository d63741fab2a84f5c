using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AgreementEntry = Alliance.Readiness.V1.AgreementEntry;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// Finds the records that made a difference between two views: those without which the later view would be another. One that
/// was there before and after is none, though it be cited now or no longer, outranked, or pushed out of a list.
/// </summary>
/// <param name="changes">What lies between the two; null where nothing on record does.</param>
internal sealed class Causes(RecordChanges? changes)
{
    // Most records named of those that no list has room for.
    private const int MostRecords = 20;

    /// <summary>
    /// The assessments, the records that they rest on or that bear on the criterion, and the criterion where it was redefined;
    /// and how many more.
    /// </summary>
    public (IEnumerable<Cause> Named, int More) Of(CriterionView? before, CriterionView? after)
    {
        if (changes is null)
        {
            return ([], 0);
        }
        var evidence = new EvidenceCauses(changes, (after ?? before)!.Criterion, before, after);
        var (beyond, more) = Limited(evidence.BeyondTheLists);
        return (evidence.Assessments.Concat(evidence.Records).Concat(beyond).Concat(evidence.Definition).Distinct().Select(ToCause), more);
    }

    /// <summary>
    /// The records that decide the positions; the organization where a membership began or ended, or is called otherwise; and
    /// how many more.
    /// </summary>
    public (IEnumerable<Cause> Named, int More) Of(MemberPosition? before, MemberPosition? after)
    {
        if (changes is null)
        {
            return ([], 0);
        }
        var organization = changes.After.Facts.Organization;
        if (before is null || after is null)
        {
            return ([ToCause(organization)], 0);
        }
        var (records, more) = Limited(changes.OfPosition(after.Party).Making()
            // Else something else is known of where the record comes from.
            .Concat(before.Record == after.Record && !before.Sources.Equals(after.Sources) ? [after.Record] : [])
            .Distinct());
        return (records.Concat(before.DisplayName != after.DisplayName ? [organization] : []).Select(ToCause), more);
    }

    /// <summary>The agreement itself, as of the event that took effect last by the later view.</summary>
    public IEnumerable<Cause> Of(AgreementEntry? before, AgreementEntry? after) => changes is null ? []
        : [after is null ? ToCause(before!.Agreement) : ToCause(after.Agreement, after.Since)];

    private static (IEnumerable<string> Named, int More) Limited(IEnumerable<string> records)
    {
        var all = records.ToList();
        return (all.Take(MostRecords), Math.Max(0, all.Count - MostRecords));
    }

    private Cause ToCause(string record) => ToCause(record, IsoDate.Format(changes!.After.DateOf(record)));

    private Cause ToCause(string record, string date)
    {
        var facts = changes!.After.Facts;
        var (title, sources) = changes.After.Find(record) switch
        {
            Assessment assessment => (assessment.Assessor, assessment.Sources),
            Statement statement => (statement.Speaker, statement.Sources),
            Agreement agreement => (agreement.Title, agreement.Sources),
            Criterion criterion => (criterion.Title, []),
            _ => (record == facts.Organization ? facts.OrganizationName : "", []),
        };
        return new Cause
        {
            Record = record,
            Date = date,
            Title = title,
            Sources = { facts.Records.Sources(sources).Select(ReadinessMapper.ToMessage) },
        };
    }
}
