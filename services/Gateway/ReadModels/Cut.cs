using System.Collections.Immutable;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>How much of what the registers ever recorded counts: all of it, or what was known at an earlier point.</summary>
public sealed class Cut
{
    private readonly DateTimeOffset? _knownAt;
    private readonly Horizon? _horizon;

    private Cut(DateTimeOffset? knownAt, ImmutableSortedDictionary<string, long>? positions) =>
        (_knownAt, Positions, _horizon) = (knownAt, positions, positions is null ? null : new Horizon(positions));

    /// <summary>Everything that has been read.</summary>
    public static Cut Latest { get; } = new(null, null);

    /// <summary>What the registers had recorded at an instant; everything where none is given.</summary>
    public static Cut KnownAt(DateTimeOffset? instant) => instant is null ? Latest : new(instant, null);

    /// <summary>What the registers' logs held up to a position in each. A register that is not named is left out.</summary>
    public static Cut At(ImmutableSortedDictionary<string, long> positions) => new(null, positions);

    /// <summary>What is within this cut and was in the logs up to some positions.</summary>
    public Cut Within(ImmutableSortedDictionary<string, long> positions) => new(_knownAt, positions);

    /// <summary>The positions of a cut by positions; null for any other.</summary>
    public ImmutableSortedDictionary<string, long>? Positions { get; }

    /// <summary>Whether this is a cut by positions that leaves nothing out of what was read up to some positions.</summary>
    public bool Includes(IReadOnlyDictionary<string, long> positions) =>
        _knownAt is null && Positions is not null && positions.All(p => p.Value <= Positions.GetValueOrDefault(p.Key));

    /// <inheritdoc/>
    public override string ToString() => $"{_knownAt:O}@{string.Join(',', Positions?.Select(p => $"{p.Key}/{p.Value}") ?? [])}";

    /// <summary>Whether a version counts.</summary>
    internal bool Includes(Version version) =>
        _horizon?.Includes(version) != false && (_knownAt is null || version.RecordTime <= _knownAt);
}
