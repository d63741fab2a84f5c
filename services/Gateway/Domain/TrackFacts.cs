namespace AllianceServices.Gateway.Domain;

/// <summary>
/// Everything on record about one track that readiness can depend on, of every date. References between the facts are by
/// resource name and may point at something that is not here.
/// </summary>
public sealed record TrackFacts
{
    /// <summary>The track, <c>tracks/{track}</c>.</summary>
    public required string Track { get; init; }

    /// <summary>The candidate country, ISO 3166-1 alpha-2.</summary>
    public required string Candidate { get; init; }

    /// <summary>The organization, <c>organizations/{organization}</c>.</summary>
    public required string Organization { get; init; }

    /// <summary>What the organization is called in English; empty where that is not known.</summary>
    public string OrganizationName { get; init; } = "";

    /// <summary>The memberships of the organization, past and present.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>The criteria of the track, in any order.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>The assessments of those criteria, in any order.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];

    /// <summary>The positions derived for the track, one for each country that has any.</summary>
    public IReadOnlyList<Position> Positions { get; init; } = [];

    /// <summary>Every agreement of the candidate.</summary>
    public IReadOnlyList<Agreement> Agreements { get; init; } = [];

    /// <summary>The public records that other facts refer to or that bear on a criterion.</summary>
    public RecordIndex Records { get; init; } = RecordIndex.Empty;
}

/// <summary>The time for which a country is a member of the organization.</summary>
/// <param name="Country">The country, ISO 3166-1 alpha-2.</param>
/// <param name="DisplayName">Its name in English.</param>
/// <param name="AccessionDate">The first day of membership.</param>
/// <param name="LeftOn">The last day of membership; null for a present member.</param>
public sealed record Membership(string Country, string DisplayName, DateOnly AccessionDate, DateOnly? LeftOn = null)
{
    /// <summary>Whether the country is a member on the day.</summary>
    public bool Includes(DateOnly day) => AccessionDate <= day && (LeftOn is not { } last || day <= last);
}

/// <summary>A publication that a fact comes from.</summary>
/// <param name="Name"><c>sources/{source}</c>.</param>
/// <param name="Publisher">Who published it, or empty.</param>
/// <param name="Url">Its address, or empty.</param>
public sealed record Source(string Name, string Publisher = "", string Url = "");
