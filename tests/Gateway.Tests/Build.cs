using System.Collections.Immutable;
using System.Globalization;
using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.Tests;

/// <summary>Facts of one track, `tracks/t` of candidate XX, as short as a test can say them.</summary>
internal static class Build
{
    public const string Track = "tracks/t";
    public const string Candidate = "XX";

    public static TrackFacts Facts { get; } = new()
    {
        Track = Track,
        Candidate = Candidate,
        Organization = "organizations/o",
    };

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "O", CultureInfo.InvariantCulture);

    public static Readiness On(this TrackFacts facts, string asOf) => ReadinessMethodV1.Compose(facts, Day(asOf));

    public static Readiness Composed(this TrackFacts facts) => facts.On("2024-06-17");

    /// <summary>The mean with its bounds, without what is said about it.</summary>
    public static Score Bare(this Score score) => score with { RobustLow = null, RobustHigh = null, Drivers = [] };

    /// <summary>Facts with criteria that were each judged once.</summary>
    public static TrackFacts Judged(params (Criterion Criterion, Status Status)[] judged) => Facts with
    {
        Criteria = [.. judged.Select(j => j.Criterion)],
        Assessments = [.. judged.Select(j => Assessed(j.Criterion.Name, j.Status, "2024-01-01"))],
    };

    public static string CriterionName(string id) => $"{Track}/criteria/{id}";

    public static Criterion Weighted(string id, double weight) => new() { Name = CriterionName(id), Weight = weight };

    public static Criterion Gate(string id, double weight = 0) => Weighted(id, weight) with { Gate = true };

    public static Criterion Detail(string id, string parent) =>
        new() { Name = CriterionName(id), Weight = 50, Parent = CriterionName(parent) };

    public static Assessment Assessed(string criterion, Status status, string on, string id = "a") =>
        new() { Name = $"{criterion}/assessments/{id}", Criterion = criterion, Status = status, Date = Day(on) };

    /// <summary>An assessment of `a`, named after its day and assessor.</summary>
    public static Assessment Judged(string by, Status status, string on, string criterion = "a") =>
        Assessed(CriterionName(criterion), status, on, $"{on}-{by}") with { Assessor = by };

    public static Membership Member(string country, string from = "2000-01-01", string? until = null) =>
        new(country, $"Name of {country}", Day(from), until is null ? null : Day(until));

    public static Position Position(string party, params PositionStep[] steps) =>
        new($"{Track}/positions/{party}", party, steps, []);

    public static PositionStep Step(string from, Stance stance) => new() { From = Day(from), Stance = stance };

    /// <summary>The facts with records that they refer to or that bear on their criteria.</summary>
    public static TrackFacts Recording(
        this TrackFacts facts, IEnumerable<Statement>? statements = null, IEnumerable<Source>? sources = null)
    {
        var byName = (statements ?? []).ToDictionary(s => s.Name);
        var sourcesByName = (sources ?? []).ToDictionary(s => s.Name);
        return facts with
        {
            Records = new RecordIndex
            {
                Statement = byName.GetValueOrDefault,
                Agreement = name => facts.Agreements.FirstOrDefault(a => a.Name == name),
                Source = sourcesByName.GetValueOrDefault,
                Assessment = name => facts.Assessments.FirstOrDefault(a => a.Name == name),
                StatementsOn = criterion => byName.Values
                    .Where(s => s.Published && s.Criteria.Contains(criterion))
                    .Select(s => new DatedName(s.Date, s.Name)).ToImmutableSortedSet(DatedName.NewestFirst),
                AgreementsOn = criterion => [.. facts.Agreements.Where(a => a.Criteria.Contains(criterion))],
            },
        };
    }

    public static Statement Said(string id, string on, params string[] criteria) => new()
    {
        Name = $"statements/{id}",
        Date = Day(on),
        Published = true,
        Speaker = $"Speaker of {id}",
        Criteria = [.. criteria.Select(CriterionName)],
    };

    /// <summary>A bilateral security agreement of the candidate with one party.</summary>
    public static Agreement Pact(string id, string party, params LifecycleEvent[] events) => new()
    {
        Name = $"agreements/{id}",
        Title = $"Title of {id}",
        Type = AgreementType.BilateralSecurityAgreement,
        Parties = [Candidate, party],
        Events = events,
        SignedOn = events.FirstOrDefault(e => e.State == LifecycleState.Signed)?.From,
    };

    public static LifecycleEvent Event(LifecycleState state, string from) => new(state, Day(from));

    public static LifecycleEvent Signed(string date) => Event(LifecycleState.Signed, date);
}
