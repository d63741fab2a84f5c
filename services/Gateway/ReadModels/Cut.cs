using System.Collections.Immutable;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>How much of what the registers ever recorded counts: all of it, or what was known at an earlier point.</summary>
public sealed class Cut
{
    private readonly DateTimeOffset? _knownAt;

    private Cut(DateTimeOffset? knownAt, ImmutableSortedDictionary<string, long>? positions) =>
        (_knownAt, Positions) = (knownAt, positions);

    /// <summary>Everything that has been read.</summary>
    public static Cut Latest { get; } = new(null, null);

    /// <summary>What the registers had recorded at an instant; everything where none is given.</summary>
    public static Cut KnownAt(DateTimeOffset? instant) => instant is null ? Latest : new(instant, null);

    /// <summary>What the registers' logs held up to a position in each. A register that is not named is left out.</summary>
    public static Cut At(ImmutableSortedDictionary<string, long> positions) => new(null, positions);

    /// <summary>The positions of a cut by positions; null for any other.</summary>
    public ImmutableSortedDictionary<string, long>? Positions { get; }

    /// <summary>Whether a version counts.</summary>
    internal bool Includes(Version version) =>
        Positions is not null ? version.Sequence <= Positions.GetValueOrDefault(version.Register)
        : _knownAt is null || version.RecordTime <= _knownAt;
}

/// <summary>What a resource was from one change of it until the next.</summary>
/// <param name="Facts">What the views keep of it.</param>
/// <param name="Register">The register whose change it was.</param>
/// <param name="Sequence">The place of the change in that register's log.</param>
/// <param name="RecordTime">When the change was recorded.</param>
/// <param name="Earlier">The version before; null for the first.</param>
internal sealed record Version(object Facts, string Register, long Sequence, DateTimeOffset RecordTime, Version? Earlier);
