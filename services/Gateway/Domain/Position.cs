namespace AllianceServices.Gateway.Domain;

/// <summary>Where one country stands on a track, by date.</summary>
/// <param name="Name"><c>tracks/{track}/positions/{party}</c>.</param>
/// <param name="Party">The country, ISO 3166-1 alpha-2.</param>
/// <param name="Steps">The position as a step function of the date, oldest first. Unknown before the first.</param>
/// <param name="Mentions">Every record that names the country, oldest first.</param>
public sealed record Position(
    string Name, string Party, IReadOnlyList<PositionStep> Steps, IReadOnlyList<PositionMention> Mentions);

/// <summary>A record that names a country.</summary>
/// <param name="Record">The statement or agreement.</param>
/// <param name="Date">When it was said or signed.</param>
/// <param name="Stance">The stance that it commits the country to.</param>
/// <param name="Level">On whose behalf.</param>
/// <param name="Counts">Whether it counts for the position.</param>
/// <param name="EditorialReset">Whether it marks a new government whose position is not on record.</param>
public sealed record PositionMention(
    string Record, DateOnly Date, Stance Stance, Authority Level, bool Counts, bool EditorialReset);

/// <summary>The position of a country from a day until the next step.</summary>
public sealed record PositionStep
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The position.</summary>
    public required Stance Stance { get; init; }

    /// <summary>Since when the country has held this stance without a break; null where that is not known.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The record that decides the position, or empty.</summary>
    public string Record { get; init; } = "";

    /// <summary>The record that began the stance, or empty.</summary>
    public string SinceRecord { get; init; } = "";

    /// <summary>Whether the head of state stands elsewhere.</summary>
    public bool Divided { get; init; }

    /// <summary>The record of the head of state, where divided.</summary>
    public string DividedRecord { get; init; } = "";
}

/// <summary>An attitude towards the admission of the candidate. Numbered as in the contract.</summary>
public enum Stance
{
    /// <summary>Not known here; as a position, read as <see cref="Unknown"/>.</summary>
    Unspecified = 0,
    /// <summary>No attitude is on record.</summary>
    Unknown = 1,
    /// <summary>Backs admission itself.</summary>
    Supports = 2,
    /// <summary>Backs a path or names conditions.</summary>
    SupportsWithConditions = 3,
    /// <summary>Neither backs nor doubts.</summary>
    Neutral = 4,
    /// <summary>Doubts or defers.</summary>
    Sceptical = 5,
    /// <summary>Refuses.</summary>
    Opposes = 6,
    /// <summary>Not about admission; never a position.</summary>
    NotApplicable = 7,
}

/// <summary>On whose behalf something was said. Numbered as in the contract.</summary>
public enum Authority
{
    /// <summary>Not known here.</summary>
    Unspecified = 0,
    /// <summary>The government.</summary>
    Government = 1,
    /// <summary>The head of state.</summary>
    HeadOfState = 2,
    /// <summary>A parliament.</summary>
    Parliament = 3,
    /// <summary>The opposition.</summary>
    Opposition = 4,
    /// <summary>An organization.</summary>
    Organization = 5,
    /// <summary>Officials who were not named.</summary>
    UnnamedOfficials = 6,
    /// <summary>Anybody else.</summary>
    Other = 7,
}
