namespace AllianceServices.Gateway.Domain;

/// <summary>A treaty, a declaration or a commitment. Its state on a day follows from its lifecycle events.</summary>
public sealed record Agreement
{
    /// <summary><c>agreements/{agreement}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its official title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is.</summary>
    public required AgreementType Type { get; init; }

    /// <summary>Who concluded it: countries by ISO 3166-1 alpha-2, organizations by name, <c>organizations/eu</c>.</summary>
    public required IReadOnlyList<string> Parties { get; init; }

    /// <summary>What happened to it, in order.</summary>
    public required IReadOnlyList<LifecycleEvent> Events { get; init; }

    /// <summary>What the parties promised, as stated.</summary>
    public IReadOnlyList<Commitment> Commitments { get; init; } = [];

    /// <summary>The criteria that it bears on.</summary>
    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The day of its undisputed signature, as the register derives it; null where it was not signed.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>When it was last corrected; null if never.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>The state on the day: that of the last event in effect, unspecified before the first.</summary>
    public LifecycleState StateOn(DateOnly day) =>
        Events.Where(e => e.From <= day).Select(e => e.State).LastOrDefault();

    /// <summary>What the agreement is worth between the candidate and a party on the day.</summary>
    public AgreementStanding StandingOn(DateOnly day) => StateOn(day) switch
    {
        LifecycleState.Announced or LifecycleState.Initialled => AgreementStanding.Announced,
        LifecycleState.SignedDisputed => AgreementStanding.Disputed,
        LifecycleState.Signed or LifecycleState.Ratified or LifecycleState.InForce or LifecycleState.Breached =>
            AgreementStanding.Signed,
        // What was never signed cannot end: talks that were broken off leave nothing between the two.
        LifecycleState.Suspended or LifecycleState.Terminated or LifecycleState.Expired when SignedOn is not null =>
            AgreementStanding.Ended,
        _ => AgreementStanding.None,
    };

    /// <summary>The first day of the state on the day; the first of the calendar before the first event.</summary>
    public DateOnly StateSince(DateOnly day) => Events.Where(e => e.From <= day).Select(e => e.From).LastOrDefault();

    /// <summary>
    /// The day that stands for the agreement as seen on a day: its signature once that has taken effect, otherwise its first
    /// event. Null without an event.
    /// </summary>
    public DateOnly? DateOn(DateOnly day) =>
        SignedOn <= day ? SignedOn : Events.Select(e => (DateOnly?)e.From).FirstOrDefault();
}

/// <summary>A step in the life of an agreement.</summary>
/// <param name="State">The state that the event brought about.</param>
/// <param name="From">The day from which the event counts, as the register derives it.</param>
public sealed record LifecycleEvent(LifecycleState State, DateOnly From);

/// <summary>One promise of an agreement, as stated in it.</summary>
/// <param name="Kind">What is promised, a term of an open vocabulary.</param>
/// <param name="Amount">How much, in units of the currency or in items; null where no amount is stated.</param>
/// <param name="Unit">What the amount counts.</param>
/// <param name="Currency">The currency, ISO 4217, or empty.</param>
/// <param name="Period">The time for which it is promised, as stated, or empty.</param>
/// <param name="AtLeast">Whether the amount is a least amount.</param>
public sealed record Commitment(
    string Kind, long? Amount, CommitmentUnit Unit, string Currency = "", string Period = "", bool AtLeast = false);

/// <summary>What an amount counts. Numbered as in the contract.</summary>
public enum CommitmentUnit
{
    /// <summary>Not known here.</summary>
    Unspecified = 0,
    /// <summary>Units of the currency.</summary>
    Currency = 1,
    /// <summary>Pieces of equipment.</summary>
    Items = 2,
}

/// <summary>What an agreement is. Numbered as in the contract.</summary>
public enum AgreementType
{
    /// <summary>Not known here.</summary>
    Unspecified = 0,
    /// <summary>A security agreement between the candidate and one country.</summary>
    BilateralSecurityAgreement = 1,
    /// <summary>Security commitments between the candidate and an organization.</summary>
    SecurityCommitments = 2,
    /// <summary>A declaration of several countries.</summary>
    JointDeclaration = 3,
    /// <summary>A partnership.</summary>
    Partnership = 4,
    /// <summary>An association agreement.</summary>
    AssociationAgreement = 5,
    /// <summary>A compact of many countries.</summary>
    MultilateralCompact = 6,
}

/// <summary>The state that a lifecycle event brings about. Numbered as in the contract, in the order of a life.</summary>
public enum LifecycleState
{
    /// <summary>Before the first event.</summary>
    Unspecified = 0,
    /// <summary>Negotiations or a coming signature were announced.</summary>
    Announced = 1,
    /// <summary>The text was initialled.</summary>
    Initialled = 2,
    /// <summary>Signed.</summary>
    Signed = 3,
    /// <summary>A signature is reported but doubtful.</summary>
    SignedDisputed = 4,
    /// <summary>Ratified by all who must.</summary>
    Ratified = 5,
    /// <summary>In force.</summary>
    InForce = 6,
    /// <summary>Broken by a party.</summary>
    Breached = 7,
    /// <summary>Suspended.</summary>
    Suspended = 8,
    /// <summary>Terminated.</summary>
    Terminated = 9,
    /// <summary>Expired.</summary>
    Expired = 10,
}
