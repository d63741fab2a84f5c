using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AgreementEntry = Alliance.Readiness.V1.AgreementEntry;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using Evidence = Alliance.Readiness.V1.Evidence;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;

namespace AllianceServices.Gateway.Views;

/// <summary>Finds the records that made a difference between two views.</summary>
/// <param name="facts">What the later view was composed from; null where nothing caused the difference.</param>
internal sealed class Causes(TrackFacts? facts)
{
    /// <summary>The assessments that took effect and the records that came to bear; else the criterion was redefined.</summary>
    public IEnumerable<Cause> Of(CriterionView? before, CriterionView? after)
    {
        if (facts is null)
        {
            return [];
        }
        var assessments = Added(
            [before?.Assessment ?? "", .. before?.Judgements.Select(j => j.Assessment) ?? []],
            [after?.Assessment ?? "", .. after?.Judgements.Select(j => j.Assessment) ?? []]);
        var earlier = before?.Evidence.Where(evidence => !evidence.Cited).ToLookup(evidence => evidence.Record);
        var records = after?.Evidence.Where(evidence => !evidence.Cited && earlier?[evidence.Record].Contains(evidence) != true)
            .Concat(ChangedEvidence(before, after)).Select(evidence => evidence.Record) ?? [];
        var causes = assessments.Concat(records).Where(record => record.Length > 0).Distinct().Select(Of).ToList();
        return causes.Count > 0 ? causes : [Of((after ?? before)!.Criterion)];
    }

    /// <summary>The records that decide the positions; the organization where a membership began or ended.</summary>
    public IEnumerable<Cause> Of(MemberPosition? before, MemberPosition? after)
    {
        if (facts is null)
        {
            return [];
        }
        if (before is null || after is null)
        {
            return [Of(facts.Organization)];
        }
        var records = Added([before.Record, before.DividedRecord], [after.Record, after.DividedRecord]).Where(r => r.Length > 0).ToList();
        // A division that lapses with time has no new record; the old one has lost its force.
        return records.Count > 0 ? records.Select(Of)
            : [Of(new[] { before.DividedRecord, after.Record, before.Record, facts.Organization }.First(r => r.Length > 0))];
    }

    /// <summary>The agreement itself, whose event took effect.</summary>
    public IEnumerable<Cause> Of(AgreementEntry entry) => facts is null ? [] : [Of(entry.Agreement)];

    private static IEnumerable<string> Added(IEnumerable<string> before, IEnumerable<string> after) => after.Except(before);

    // A record that was corrected or retracted after it had been cited.
    private static IEnumerable<Evidence> ChangedEvidence(CriterionView? before, CriterionView after)
    {
        var changed = before?.Evidence.Where(e => e.ChangedSince).Select(e => e.Record).ToHashSet() ?? [];
        return after.Evidence.Where(e => e.ChangedSince && !changed.Contains(e.Record));
    }

    private Cause Of(string record)
    {
        var (date, title, sources) = ((object?)facts!.Records.Assessment(record) ?? facts.Records.Find(record)) switch
        {
            Assessment assessment => ((DateOnly?)assessment.Date, assessment.Assessor, assessment.Sources),
            Statement statement => (statement.Date, statement.Speaker, statement.Sources),
            Agreement agreement => (agreement.SignedOn, agreement.Title, agreement.Sources),
            _ => (null, facts.Criteria.FirstOrDefault(c => c.Name == record)?.Title ?? "", []),
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
