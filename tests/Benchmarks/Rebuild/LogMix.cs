namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>How many changes of each kind the logs hold, beside the organizations, tracks and criteria of every log.</summary>
internal sealed record LogMix(int Statements, int Sources, int Agreements, int Assessments, int Positions)
{
    public const int Tracks = 2;
    public const int CriteriaPerTrack = 70;

    /// <summary>Organizations, tracks and criteria: one of the first for each of the second.</summary>
    public const int Frame = Tracks * (2 + CriteriaPerTrack);

    /// <summary>The log of MembershipCriteria.</summary>
    public int Criteria => Frame + Assessments + Positions;

    /// <summary>All changes.</summary>
    public int Total => Statements + Sources + Agreements + Criteria;

    /// <summary>A record as it grows: mostly statements, their sources, agreements, and what follows from them.</summary>
    public static LogMix Of(int changes)
    {
        var statements = (int)(changes * 0.6);
        var sources = (int)(changes * 0.15);
        var agreements = (int)(changes * 0.1);
        var assessments = (changes - statements - sources - agreements - Frame) / 2;
        return assessments > 0
            ? new(statements, sources, agreements, assessments, changes - statements - sources - agreements - Frame - assessments)
            : throw new ArgumentOutOfRangeException(nameof(changes), $"There must be at least {10 * Frame} changes.");
    }

    /// <summary>Logs of one kind only, by the name of the kind.</summary>
    public static IEnumerable<(string Kind, LogMix Mix)> Single(int changes) =>
    [
        ("statements", new(changes, 0, 0, 0, 0)),
        ("sources", new(0, changes, 0, 0, 0)),
        ("agreements", new(0, 0, changes, 0, 0)),
        ("assessments", new(0, 0, 0, changes, 0)),
        ("positions", new(0, 0, 0, 0, changes)),
    ];

    /// <summary>How many changes are of a kind.</summary>
    public int CountOf(string kind) => kind switch
    {
        "statements" => Statements,
        "sources" => Sources,
        "agreements" => Agreements,
        "assessments" => Assessments,
        "positions" => Positions,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
