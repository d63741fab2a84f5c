namespace AllianceServices.Gateway.Domain;

/// <summary>A condition, a step or a decision that stands between a candidate and membership.</summary>
public sealed record Criterion
{
    /// <summary><c>tracks/{track}/criteria/{criterion}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is.</summary>
    public CriterionKind Kind { get; init; }

    /// <summary>Whether no score can outweigh it.</summary>
    public bool Gate { get; init; }

    /// <summary>Whether it is judged as met or not met only, instead of in five steps.</summary>
    public bool IsBinary { get; init; }

    /// <summary>
    /// How much it counts, finite and 0 or more, relative to the track's other criteria. Whole in the register; a what-if may
    /// ask for fractions.
    /// </summary>
    public double Weight { get; init; }

    /// <summary>The criterion that it details, or empty. A criterion with a parent carries no weight of its own.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The assessors whose judgement decides, as assessments name them. Empty means all.</summary>
    public IReadOnlyList<string> Assessors { get; init; } = [];

    /// <summary>Whether the status is the assessor's to decide.</summary>
    public bool IsDecidedBy(string assessor) => Assessors.Count == 0 || Assessors.Contains(assessor);
}

/// <summary>What a criterion is. Numbered as in the contract.</summary>
public enum CriterionKind
{
    /// <summary>Not known here.</summary>
    Unspecified = 0,
    /// <summary>Something that the candidate must be or do.</summary>
    Condition = 1,
    /// <summary>A step of the procedure.</summary>
    Process = 2,
    /// <summary>A decision of the members or of the organization.</summary>
    PoliticalDecision = 3,
}

/// <summary>The judgement of one assessor on one criterion on one day.</summary>
public sealed record Assessment
{
    /// <summary><c>tracks/{track}/criteria/{criterion}/assessments/{assessment}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The criterion that is judged.</summary>
    public required string Criterion { get; init; }

    /// <summary>The day of the judgement.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the register recorded it.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The judgement.</summary>
    public required Status Status { get; init; }

    /// <summary>The judgement, with one that is not known here read as <see cref="Domain.Status.Unknown"/>.</summary>
    public Status KnownStatus => Status == Status.Unspecified ? Status.Unknown : Status;

    /// <summary>Who judged.</summary>
    public string Assessor { get; init; } = "";

    /// <summary>The statements and agreements that it rests on, in the assessor's order.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

/// <summary>What an assessment says about a criterion. Numbered as in the contract.</summary>
public enum Status
{
    /// <summary>Not known here; read as <see cref="Unknown"/>.</summary>
    Unspecified = 0,
    /// <summary>No level is known.</summary>
    Unknown = 1,
    /// <summary>Not met: 0.</summary>
    NotMet = 2,
    /// <summary>First of five steps: 0.</summary>
    EarlyStage = 3,
    /// <summary>Second step: 1/4.</summary>
    SomeLevel = 4,
    /// <summary>Third step: 1/2.</summary>
    ModeratelyPrepared = 5,
    /// <summary>Fourth step: 3/4.</summary>
    GoodLevel = 6,
    /// <summary>Fifth step: 1.</summary>
    WellAdvanced = 7,
    /// <summary>Met: 1.</summary>
    Met = 8,
    /// <summary>No longer asked for.</summary>
    Waived = 9,
}
