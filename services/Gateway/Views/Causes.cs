using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AgreementEntry = Alliance.Readiness.V1.AgreementEntry;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using Evidence = Alliance.Readiness.V1.Evidence;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;
using PositionMention = AllianceServices.Gateway.Domain.PositionMention;

namespace AllianceServices.Gateway.Views;

/// <summary>Finds the records that made a difference between two views.</summary>
/// <param name="facts">What the later view was composed from; null where nothing caused the difference.</param>
/// <param name="earlier">What the earlier one was composed from: the same, where only the day is another.</param>
internal sealed class Causes(TrackFacts? facts, TrackFacts? earlier)
{
    // Most records named where many came or went at once.
    private const int MostRecords = 20;

    /// <summary>
    /// The assessments that took effect, and the records that came to bear, were corrected or retracted; else the criterion
    /// was redefined.
    /// </summary>
    public IEnumerable<Cause> Of(CriterionView? before, CriterionView? after)
    {
        if (facts is null)
        {
            return [];
        }
        var assessments = Added(
            [before?.Assessment ?? "", .. before?.Judgements.Select(j => j.Assessment) ?? []],
            [after?.Assessment ?? "", .. after?.Judgements.Select(j => j.Assessment) ?? []]);
        var records = ReferenceEquals(earlier, facts) ? CameToBear(before, after) : Changed(before, after);
        var criterion = (after ?? before)!.Criterion;
        var causes = assessments.Concat(records).Where(record => record.Length > 0).Distinct().ToList();
        return (causes.Count == 0 || IsRedefined(criterion) ? causes.Append(criterion) : causes).Select(Of);
    }

    private bool IsRedefined(string criterion) => !ReferenceEquals(earlier, facts) && !ReferenceEquals(
        earlier!.Criteria.FirstOrDefault(c => c.Name == criterion), facts!.Criteria.FirstOrDefault(c => c.Name == criterion));

    // Of the same record at another day: what had not been said yet.
    private static IEnumerable<string> CameToBear(CriterionView? before, CriterionView? after)
    {
        var known = before?.Evidence.Where(evidence => !evidence.Cited).ToLookup(evidence => evidence.Record);
        return after?.Evidence.Where(evidence => !evidence.Cited && known?[evidence.Record].Contains(evidence) != true)
            .Select(evidence => evidence.Record) ?? [];
    }

    // Between two states of the record: what was recorded anew, corrected or retracted. A record that others have pushed out of
    // the list, or let back into it, is none of these.
    private IEnumerable<string> Changed(CriterionView? before, CriterionView? after)
    {
        Evidence[] shown = [.. before?.Evidence ?? [], .. after?.Evidence ?? []];
        var changed = shown.Select(evidence => evidence.Record).Distinct().Where(IsAnother).ToList();
        if (changed.Count == 0 && before?.RelatedRecords != after?.RelatedRecords)
        {
            // Beyond the list.
            var criterion = (after ?? before)!.Criterion;
            changed = [.. facts!.Records.StatementsOn(criterion).SymmetricExcept(earlier!.Records.StatementsOn(criterion))
                .Select(statement => statement.Name).Take(MostRecords)];
        }
        // Else what is known of a source became another.
        return changed.Count > 0 ? changed
            : shown.GroupBy(evidence => evidence.Record).Where(of => of.Distinct().Count() > 1).Select(of => of.Key);
    }

    private bool IsAnother(string record) => !ReferenceEquals(earlier?.Records.Find(record), facts!.Records.Find(record));

    /// <summary>The records that decide the positions; the organization where a membership began or ended.</summary>
    public IEnumerable<Cause> Of(MemberPosition? before, MemberPosition? after)
    {
        if (facts is null)
        {
            return [];
        }
        if (before is null || after is null || before.DisplayName != after.DisplayName)
        {
            return [Of(facts.Organization)];
        }
        var changed = ReferenceEquals(earlier, facts) ? [] : ChangedMentions(after.Party);
        string[] deciding = [before.Record, after.Record, before.SinceRecord, after.SinceRecord, before.DividedRecord, after.DividedRecord];
        var decided = changed.Intersect(deciding).ToList();
        return (decided.Count > 0 ? decided : changed.Count > 0 ? changed : Deciding(before, after)).Take(MostRecords).Select(Of);
    }

    // The records that began or ceased to name the country, or say something else of it than before. They come with the position.
    private List<string> ChangedMentions(string party)
    {
        var mentions = MentionsOf(earlier!, party);
        mentions.SymmetricExceptWith(MentionsOf(facts!, party));
        return [.. mentions.Select(mention => mention.Record).Distinct()];
    }

    private static HashSet<PositionMention> MentionsOf(TrackFacts facts, string party) =>
        [.. facts.Positions.FirstOrDefault(position => position.Party == party)?.Mentions ?? []];

    // On another day the same records decide anew.
    private List<string> Deciding(MemberPosition before, MemberPosition after)
    {
        var isSameStance = before.Stance == after.Stance && before.Record == after.Record;
        var records = new[]
        {
            Later(before.Record, after.Record),
            Later(before.DividedRecord, after.DividedRecord),
            // A stance goes back to the first record of it. Where the stance itself changed, that has been said.
            isSameStance ? Later(before.SinceRecord, after.SinceRecord, earliest: true) : "",
        }.Where(record => record.Length > 0).Distinct().ToList();
        return records.Count > 0 ? records : [new[] { after.Record, before.Record, facts!.Organization }.First(r => r.Length > 0)];
    }

    // Of two records that decide in turn, the later is the one that came, or lost its force. Empty where they are the same.
    private string Later(string before, string after, bool earliest = false)
    {
        if (before == after || before.Length == 0 || after.Length == 0)
        {
            return before == after ? "" : before + after;
        }
        return DateOf(after) < DateOf(before) == earliest ? after : before;
    }

    private DateOnly? DateOf(string record) => facts!.Records.Find(record) switch
    {
        Statement statement => statement.Date,
        Agreement agreement => agreement.SignedOn,
        _ => null,
    };

    /// <summary>The agreement itself, whose event took effect.</summary>
    public IEnumerable<Cause> Of(AgreementEntry entry) => facts is null ? [] : [Of(entry.Agreement)];

    private static IEnumerable<string> Added(IEnumerable<string> before, IEnumerable<string> after) => after.Except(before);

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
