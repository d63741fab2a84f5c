namespace AllianceServices.Gateway.Domain;

/// <summary>How ready an accession is on a day, why, and by which records.</summary>
public sealed record Readiness
{
    /// <summary>The track, <c>tracks/{track}</c>.</summary>
    public required string Track { get; init; }

    /// <summary>The day that the view is for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The method by which it was composed.</summary>
    public required string Method { get; init; }

    /// <summary>The answer in one word.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>How much of the weight is met, with bounds.</summary>
    public required Score Score { get; init; }

    /// <summary>Every criterion, by name, those with a parent beneath it.</summary>
    public required IReadOnlyList<CriterionView> Criteria { get; init; }

    /// <summary>The gates that are not met or unknown.</summary>
    public IEnumerable<string> OpenGates => Criteria.Where(c => c.IsOpenGate).Select(c => c.Criterion.Name);

    /// <summary>Where the members stand.</summary>
    public required Consensus Consensus { get; init; }

    /// <summary>The candidate's agreements.</summary>
    public required AgreementsView Agreements { get; init; }
}

/// <summary>The answer in one word: the first that applies, in this order. Numbered as in the contract.</summary>
public enum Verdict
{
    /// <summary>Never given.</summary>
    Unspecified = 0,
    /// <summary>The candidate is a member on that day.</summary>
    Member = 1,
    /// <summary>A gate is known not to be met.</summary>
    Blocked = 2,
    /// <summary>A gate is unknown, or less than half of the weight is known.</summary>
    InsufficientData = 3,
    /// <summary>A criterion with weight is not fully met.</summary>
    ConditionsOutstanding = 4,
    /// <summary>Nothing is outstanding.</summary>
    Ready = 5,
}

/// <summary>The weighted mean over the criteria, from 0 (nothing met) to 1 (all met).</summary>
/// <param name="Value">The mean over what is known; null where nothing is. Between the bounds.</param>
/// <param name="Low">The mean if every unknown criterion were not met.</param>
/// <param name="High">The mean if every unknown criterion were met.</param>
/// <param name="Coverage">The share of the weight that is known, 0 to 1. Waived weight is left out of both.</param>
public sealed record Score(double? Value, double Low, double High, double Coverage)
{
    /// <summary>The 5th percentile of the value under other weights, 0 to 1; null where the value is.</summary>
    public double? RobustLow { get; init; }

    /// <summary>The 95th percentile of the value under other weights, 0 to 1; null where the value is.</summary>
    public double? RobustHigh { get; init; }

    /// <summary>The criteria that move the score most, the strongest first.</summary>
    public IReadOnlyList<Driver> Drivers { get; init; } = [];
}

/// <summary>A criterion that moves the score.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Share">Its share of the weight, above 0 to 1.</param>
/// <param name="Effect">
/// The value less what it is without the criterion, -1 to 1; null where the criterion is unknown or the only one that is known.
/// </param>
/// <param name="Uncertainty">By how much the bounds would close in if it were known: its share where unknown, else 0.</param>
public sealed record Driver(string Criterion, double Share, double? Effect, double Uncertainty);

/// <summary>One criterion on the day.</summary>
public sealed record CriterionView
{
    /// <summary>The criterion.</summary>
    public required Criterion Criterion { get; init; }

    /// <summary>The last assessment on or before the day by an assessor who decides; null where there is none.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Where that assessment comes from.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The records that the assessment cites, then the newest that bear on the criterion.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>How many records bear on the criterion, cited or not.</summary>
    public int RelatedRecords { get; init; }

    /// <summary>Whether evidence was retracted or corrected after the assessment relied on it.</summary>
    public bool NeedsReview => Evidence.Any(evidence => evidence.ChangedSince);

    /// <summary>Each assessor's last judgement, the newest first, of which the first designated one decides; empty where fewer than two have judged.</summary>
    public IReadOnlyList<Judgement> Judgements { get; init; } = [];

    /// <summary>Whether the last judgements differ, those that know no level left aside.</summary>
    public bool AssessorsDisagree => Judgements
        .Select(j => j.Assessment.KnownStatus)
        .Where(status => status != Status.Unknown)
        .Distinct()
        .Skip(1)
        .Any();

    /// <summary>The last assessment's status; unknown without one.</summary>
    public Status Status => Assessment?.KnownStatus ?? Status.Unknown;

    /// <summary>How far the criterion is met, 0 to 1; null where it is unknown or waived.</summary>
    public double? Value => Status switch
    {
        Status.NotMet or Status.EarlyStage => 0,
        Status.SomeLevel => 0.25,
        Status.ModeratelyPrepared => 0.5,
        Status.GoodLevel => 0.75,
        Status.WellAdvanced or Status.Met => 1,
        _ => null,
    };

    /// <summary>The weight with which it counts on the day, 0 or more: 0 if waived or detailing a parent.</summary>
    public double Weight => IsWaived || Criterion.Parent.Length > 0 ? 0 : Criterion.Weight;

    /// <summary>Whether it is waived and would have weight otherwise.</summary>
    public bool HadWeight => IsWaived && Criterion.Parent.Length == 0 && Criterion.Weight > 0;

    /// <summary>Whether it is a gate that is not met or unknown.</summary>
    public bool IsOpenGate => Criterion.Gate && IsOutstanding;

    /// <summary>Whether it is still asked for and not known to be fully met.</summary>
    public bool IsOutstanding => !IsWaived && Value is not 1;

    private bool IsWaived => Status == Status.Waived;
}

/// <summary>The last judgement of one assessor on a criterion.</summary>
/// <param name="Assessment">The assessment.</param>
/// <param name="Designated">Whether the criterion takes its status from this assessor.</param>
public sealed record Judgement(Assessment Assessment, bool Designated);

/// <summary>A record that supports a status or bears on a criterion.</summary>
/// <param name="Record">The statement or agreement.</param>
/// <param name="Date">When it was said or signed; null where the record is not at hand.</param>
/// <param name="Title">The speaker or the title, or empty.</param>
/// <param name="Cited">Whether the last assessment cites it. Otherwise the record itself names the criterion.</param>
/// <param name="Sources">Where it comes from.</param>
/// <param name="ChangedSince">Whether it was retracted or corrected after the assessment that cites it was recorded.</param>
public sealed record Evidence(
    string Record, DateOnly? Date, string Title, bool Cited, IReadOnlyList<Source> Sources, bool ChangedSince = false);
