namespace AllianceServices.Gateway.Domain;

/// <summary>The first version of the method by which readiness is composed. Pure: same facts, same answer.</summary>
public static partial class ReadinessMethodV1
{
    /// <summary>The name of the method, given with every answer.</summary>
    public const string Name = "v1";

    /// <summary>The share of the weight, 0 to 1, that must be known before a score says enough for a verdict.</summary>
    private const double SufficientCoverage = 0.5;

    /// <summary>Most records listed for a criterion beside those that its assessment cites.</summary>
    private const int MaxUncitedEvidence = 20;

    // Of one day the last is the one with the last name.
    private static readonly Comparer<Assessment> ByTime = Comparer<Assessment>.Create((a, b) =>
        a.Date.CompareTo(b.Date) is not 0 and var byDate ? byDate : string.CompareOrdinal(a.Name, b.Name));

    /// <summary>Composes the readiness of a track on a day from everything on record about it.</summary>
    public static Readiness Compose(TrackFacts facts, DateOnly asOf)
    {
        var records = new RecordBook(facts.Records, asOf);
        var criteria = CriteriaOn(asOf, facts, records);
        var score = ScoreOf(criteria);
        var consensus = ConsensusOn(asOf, facts, records);
        return new Readiness
        {
            Track = facts.Track,
            AsOf = asOf,
            Method = Name,
            Verdict = VerdictOf(consensus.Includes(facts.Candidate), criteria, score),
            Score = score,
            Criteria = criteria,
            Consensus = consensus,
            Agreements = AgreementsOn(asOf, facts, consensus, records),
        };
    }

    /// <summary>
    /// The same as <see cref="Compose"/> where nothing but the assessments of some criteria became others: what these cannot
    /// touch is taken from the view before.
    /// </summary>
    /// <param name="before">The view of the same day before.</param>
    /// <param name="facts">The facts with the new assessments.</param>
    /// <param name="assessed">The criteria whose assessments became others.</param>
    public static Readiness Recompose(Readiness before, TrackFacts facts, IReadOnlySet<string> assessed)
    {
        var records = new RecordBook(facts.Records, before.AsOf);
        var assessments = AssessmentsOn(before.AsOf, facts.Assessments.Where(a => assessed.Contains(a.Criterion)));
        var criteria = before.Criteria
            .Select(view => assessed.Contains(view.Criterion.Name)
                ? ViewOf(view.Criterion, assessments[view.Criterion.Name], records)
                : view)
            .ToList();
        var score = ScoreOf(criteria);
        return before with
        {
            Verdict = VerdictOf(before.Consensus.Includes(facts.Candidate), criteria, score),
            Score = score,
            Criteria = criteria,
        };
    }

    /// <summary>One criterion of <see cref="Compose"/>; null where there is none of the name.</summary>
    public static CriterionView? CriterionOn(string criterion, TrackFacts facts, DateOnly asOf) =>
        facts.Criteria.FirstOrDefault(c => c.Name == criterion) is { } named
            ? ViewOf(
                named,
                AssessmentsOn(asOf, facts.Assessments.Where(a => a.Criterion == criterion))[criterion],
                new RecordBook(facts.Records, asOf))
            : null;

    /// <summary>The agreements of <see cref="Compose"/>.</summary>
    public static AgreementsView AgreementsOn(TrackFacts facts, DateOnly asOf)
    {
        var records = new RecordBook(facts.Records, asOf);
        return AgreementsOn(asOf, facts, ConsensusOn(asOf, facts, records), records);
    }

    private static ILookup<string, Assessment> AssessmentsOn(DateOnly asOf, IEnumerable<Assessment> assessments) =>
        assessments.Where(a => a.Date <= asOf).ToLookup(a => a.Criterion);

    private static List<CriterionView> CriteriaOn(DateOnly asOf, TrackFacts facts, RecordBook records)
    {
        var assessments = AssessmentsOn(asOf, facts.Assessments);

        // Beneath its parent: a criterion sorts under the parent's name, after the parent itself.
        return [.. facts.Criteria
            .OrderBy(c => c.Parent.Length > 0 ? c.Parent : c.Name, StringComparer.Ordinal)
            .ThenBy(c => c.Parent.Length > 0)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => ViewOf(c, assessments[c.Name], records))];
    }

    private static CriterionView ViewOf(Criterion criterion, IEnumerable<Assessment> assessments, RecordBook records)
    {
        var latest = assessments.GroupBy(a => a.Assessor, (_, ofAssessor) => ofAssessor.Max(ByTime)!).ToList();
        var assessment = latest.Where(a => criterion.IsDecidedBy(a.Assessor)).Max(ByTime);
        var (evidence, related) = records.EvidenceOn(criterion.Name, assessment, MaxUncitedEvidence);
        return new CriterionView
        {
            Criterion = criterion,
            Assessment = assessment,
            Judgements = JudgementsOn(criterion, latest),
            Sources = records.Sources(assessment?.Sources ?? []),
            Evidence = evidence,
            RelatedRecords = related,
        };
    }

    private static IReadOnlyList<Judgement> JudgementsOn(Criterion criterion, List<Assessment> latest) => latest.Count < 2
        ? []
        : [.. latest
            .OrderDescending(ByTime)
            .Select(a => new Judgement(a, criterion.IsDecidedBy(a.Assessor)))];

    private static Verdict VerdictOf(bool isMember, IReadOnlyList<CriterionView> criteria, Score score)
    {
        var openGates = criteria.Where(c => c.IsOpenGate).ToList();
        return isMember ? Verdict.Member
            : openGates.Any(c => c.Value is not null) ? Verdict.Blocked
            : openGates.Count > 0 || Math.Round(score.Coverage, MeaningfulDigits) < SufficientCoverage ? Verdict.InsufficientData
            : criteria.Any(c => c.Weight > 0 && c.IsOutstanding) ? Verdict.ConditionsOutstanding
            : Verdict.Ready;
    }

    private static Consensus ConsensusOn(DateOnly asOf, TrackFacts facts, RecordBook records)
    {
        var steps = facts.Positions.ToDictionary(p => p.Party, p => p.Steps.LastOrDefault(s => s.From <= asOf));
        return new Consensus([.. facts.Memberships
            .Where(m => m.Includes(asOf))
            .OrderBy(m => m.Country, StringComparer.Ordinal)
            // Registers refuse memberships that overlap. Should one have got there, a country is still one member.
            .DistinctBy(m => m.Country)
            .Select(m => (Member: m, Step: steps.GetValueOrDefault(m.Country)))
            .Select(m => new MemberPosition(m.Member, m.Step, records.SourcesOf(m.Step?.Record ?? "")))]);
    }
}
