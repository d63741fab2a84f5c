namespace AllianceServices.Gateway.Domain;

/// <summary>Where the members of the organization stand on the day.</summary>
/// <param name="Members">Every member on the day, by country code.</param>
public sealed record Consensus(IReadOnlyList<MemberPosition> Members)
{
    /// <summary>The number of members who must agree: all of them.</summary>
    public int Required => Members.Count;

    /// <summary>Whether a country is a member.</summary>
    public bool Includes(string country) => Members.Any(m => m.Member.Country == country);

    /// <summary>How many members hold the stance.</summary>
    public int Count(Stance stance) => Members.Count(m => m.Stance == stance);
}

/// <summary>Where one member stands on the day.</summary>
/// <param name="Member">The membership.</param>
/// <param name="Step">The step of its position that is in force; null where none is on record.</param>
/// <param name="Sources">Where the deciding record comes from.</param>
public sealed record MemberPosition(Membership Member, PositionStep? Step, IReadOnlyList<Source> Sources)
{
    /// <summary>The position, from supports to opposes or unknown.</summary>
    public Stance Stance =>
        Step is { Stance: >= Stance.Supports and <= Stance.Opposes } known ? known.Stance : Stance.Unknown;
}
