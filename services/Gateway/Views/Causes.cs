using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AgreementEntry = Alliance.Readiness.V1.AgreementEntry;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// Finds the records that made a difference between two views: those that came, went, were corrected, took effect or lapsed
/// between them and bear on what differs. A record that was there before and after is none, though it be cited now or no
/// longer, outranked, or pushed out of a list.
/// </summary>
/// <param name="changes">What lies between the two; null where nothing on record does.</param>
internal sealed class Causes(RecordChanges? changes)
{
    // Most records named where many came or went at once.
    private const int MostRecords = 20;

    /// <summary>The assessments, the records that they rest on or that bear on the criterion, and the criterion where it was redefined.</summary>
    public IEnumerable<Cause> Of(CriterionView? before, CriterionView? after)
    {
        if (changes is null)
        {
            return [];
        }
        var criterion = (after ?? before)!.Criterion;
        var evidence = new EvidenceCauses(changes, criterion, before, after);
        return evidence.Assessments.Concat(evidence.Records)
            .Concat(evidence.BeyondTheLists.Take(MostRecords))
            .Concat(evidence.Definition)
            .Distinct().Select(ToCause);
    }

    /// <summary>The records that decide the positions; the organization where a membership began or ended, or is called otherwise.</summary>
    public IEnumerable<Cause> Of(MemberPosition? before, MemberPosition? after)
    {
        if (changes is null)
        {
            return [];
        }
        var organization = changes.After.Facts.Organization;
        if (before is null || after is null)
        {
            return [ToCause(organization)];
        }
        return PositionCauses.Of(changes, before, after)
            .Concat(before.DisplayName != after.DisplayName ? [organization] : [])
            .Distinct().Take(MostRecords).Select(ToCause);
    }

    /// <summary>The agreement itself, whose event took effect.</summary>
    public IEnumerable<Cause> Of(AgreementEntry entry) => changes is null ? [] : [ToCause(entry.Agreement)];

    private Cause ToCause(string record)
    {
        var facts = changes!.After.Facts;
        var (date, title, sources) = changes.After.Find(record) switch
        {
            Assessment assessment => ((DateOnly?)assessment.Date, assessment.Assessor, assessment.Sources),
            Statement statement => (statement.Date, statement.Speaker, statement.Sources),
            Agreement agreement => (agreement.SignedOn, agreement.Title, agreement.Sources),
            _ => (null, changes.After.Criterion(record)?.Title ?? "", []),
        };
        return new Cause
        {
            Record = record,
            Date = IsoDate.Format(date),
            Title = title,
            Sources = { facts.Records.Sources(sources).Select(ReadinessMapper.ToMessage) },
        };
    }
}
