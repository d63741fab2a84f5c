namespace AllianceServices.Gateway.Domain;

/// <summary>What an official or a body said in public.</summary>
public sealed record Statement
{
    /// <summary><c>statements/{statement}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The day on which it was said.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Whether only the month of the date is known; the day is a placeholder.</summary>
    public bool MonthOnly { get; init; }

    /// <summary>Whether it is part of the public record. What is not counts nowhere.</summary>
    public required bool Published { get; init; }

    /// <summary>When it was last corrected or retracted after it had been published; null if never.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>Whether it was part of the public record and no longer is.</summary>
    public bool Retracted => !Published && CorrectedAt is not null;

    /// <summary>Whether it is or was part of the public record: drafts are shown nowhere.</summary>
    public bool IsOnRecord => Published || Retracted;

    /// <summary>Who spoke.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>The criteria that it bears on.</summary>
    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The numbers that it states about the register.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>The organizations that a statement with claims is about.</summary>
    public IReadOnlyList<string> AboutOrganizations { get; init; } = [];

    /// <summary>The agreements that a statement with claims speaks of.</summary>
    public IReadOnlyList<string> AboutAgreements { get; init; } = [];

    /// <summary>The countries for which a statement with claims was made, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> SpokenFor { get; init; } = [];
}

/// <summary>A number that an official stated about the agreements on record.</summary>
/// <param name="Metric">What was counted.</param>
/// <param name="Low">The least number stated.</param>
/// <param name="High">The greatest number stated.</param>
/// <param name="Excluding">Countries that the count leaves out, ISO 3166-1 alpha-2.</param>
/// <param name="IncludesOrganizations">Whether it takes in the commitments of organizations.</param>
public sealed record Claim(
    ClaimMetric Metric, int Low, int High, IReadOnlyList<string> Excluding, bool IncludesOrganizations);

/// <summary>What a claim counts. Numbered as in the contract.</summary>
public enum ClaimMetric
{
    /// <summary>Not known here.</summary>
    Unspecified = 0,
    /// <summary>Bilateral security agreements signed.</summary>
    AgreementsSigned = 1,
    /// <summary>Those signed by others than the excluded countries.</summary>
    AgreementsSignedByOthers = 2,
}
