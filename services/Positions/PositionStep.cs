namespace AllianceServices.Positions;

/// <summary>An attitude towards admission. The numbers are those of the contract.</summary>
public enum Stance
{
    /// <summary>No attitude is on record; ends the one before.</summary>
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
}

/// <summary>On whose behalf an entry speaks, as far as that decides a position.</summary>
public enum Voice
{
    /// <summary>Anybody whose word does not make a position.</summary>
    Other,

    /// <summary>The head of state.</summary>
    HeadOfState,

    /// <summary>The government.</summary>
    Government,
}

/// <summary>A record that commits a country to a stance.</summary>
/// <param name="Record">The statement or agreement.</param>
/// <param name="Date">When it was said or signed.</param>
/// <param name="Stance">The stance.</param>
/// <param name="Voice">On whose behalf.</param>
/// <param name="Confirmed">Whether the record is well enough supported to count.</param>
public sealed record PositionEntry(
    string Record, DateOnly Date, Stance Stance, Voice Voice, bool Confirmed)
{
    /// <summary>Whether the record is a statement, which outranks an agreement of the same day.</summary>
    public bool IsStatement => Record.StartsWith("statements/", StringComparison.Ordinal);

    /// <summary>Whether the entry can make a position.</summary>
    public bool Counts => Confirmed && Voice != Voice.Other;
}

/// <summary>A country's position from a day until the next step.</summary>
/// <param name="From">The first day.</param>
/// <param name="Decisive">The entry that decides it: the last one that counts.</param>
/// <param name="SinceEntry">The entry that began the stance, confirmed without a break since.</param>
/// <param name="Dissent">The entry by which the head of state stands elsewhere, or null.</param>
public sealed record PositionStep(DateOnly From, PositionEntry Decisive, PositionEntry SinceEntry, PositionEntry? Dissent);
