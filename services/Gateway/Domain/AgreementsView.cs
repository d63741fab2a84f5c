namespace AllianceServices.Gateway.Domain;

/// <summary>The candidate's agreements on the day. An agreement is counted once, under its standing.</summary>
public sealed record AgreementsView
{
    /// <summary>Bilateral security agreements signed and not ended.</summary>
    public required int Signed { get; init; }

    /// <summary>The same with the security commitments of organizations.</summary>
    public required int SignedIncludingOrganizations { get; init; }

    /// <summary>Bilateral security agreements announced or initialled, not signed.</summary>
    public required int Announced { get; init; }

    /// <summary>Bilateral security agreements with a signature that is in doubt.</summary>
    public required int Disputed { get; init; }

    /// <summary>Every member of the organization and every other party that has an agreement, by code.</summary>
    public required IReadOnlyList<PartyAgreement> Parties { get; init; }

    /// <summary>What was promised in the agreements of any type that are signed, by unit, currency and period.</summary>
    public required IReadOnlyList<CommitmentGroup> Commitments { get; init; }

    /// <summary>Every agreement of the candidate, of any type, that had begun by the day, by name.</summary>
    public required IReadOnlyList<AgreementEntry> All { get; init; }
}

/// <summary>One agreement of the candidate.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="State">Its state on the day.</param>
/// <param name="Since">The first day of that state.</param>
public sealed record AgreementEntry(Agreement Agreement, LifecycleState State, DateOnly Since);

/// <summary>What stands between the candidate and a party. Numbered as in the contract.</summary>
public enum AgreementStanding
{
    /// <summary>Never given.</summary>
    Unspecified = 0,
    /// <summary>No agreement.</summary>
    None = 1,
    /// <summary>Announced or initialled, not signed.</summary>
    Announced = 2,
    /// <summary>A signature that is in doubt.</summary>
    Disputed = 3,
    /// <summary>Signed.</summary>
    Signed = 4,
    /// <summary>Suspended, terminated or expired.</summary>
    Ended = 5,
}

/// <summary>The agreement that the candidate has with one party.</summary>
/// <param name="Party">A country, ISO 3166-1 alpha-2, or an organization, <c>organizations/eu</c>.</param>
/// <param name="Standing">The standing of the agreement on the day.</param>
/// <param name="Agreement">The agreement that got furthest; null where there is none.</param>
/// <param name="SignedOn">The day of signature; null where it is not on record.</param>
/// <param name="Sources">Where the agreement comes from.</param>
public sealed record PartyAgreement(
    string Party, AgreementStanding Standing, Agreement? Agreement, DateOnly? SignedOn, IReadOnlyList<Source> Sources);

/// <summary>The promises that share a unit, a currency and a period. Even these may overlap, so there is no total.</summary>
/// <param name="Unit">What the amounts count.</param>
/// <param name="Currency">The currency, or empty.</param>
/// <param name="Period">The period as stated, or empty.</param>
/// <param name="Commitments">The promises with the agreements that contain them, by agreement.</param>
public sealed record CommitmentGroup(
    CommitmentUnit Unit,
    string Currency,
    string Period,
    IReadOnlyList<(string Agreement, Commitment Commitment)> Commitments);
