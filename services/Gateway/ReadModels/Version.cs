using System.Collections.Immutable;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>What a resource was from one change of it until the next.</summary>
/// <param name="Facts">What the views keep of it.</param>
/// <param name="Register">The register whose change it was, by <see cref="Horizon.IndexOf"/>.</param>
/// <param name="Sequence">The place of the change in that register's log.</param>
/// <param name="RecordTime">When the change was recorded.</param>
/// <param name="Earlier">The version before; null for the first.</param>
internal sealed record Version(object Facts, int Register, long Sequence, DateTimeOffset RecordTime, Version? Earlier);

/// <summary>A place in the log of each register: what lies up to it counts.</summary>
/// <param name="positions">The places, by register.</param>
internal sealed class Horizon(IReadOnlyDictionary<string, long> positions)
{
    private static readonly ImmutableArray<string> Registers = [.. ServiceInfo.Registers.Select(register => register.Name)];

    private readonly long[] _sequences = [.. Registers.Select(register => positions.GetValueOrDefault(register))];

    /// <summary>The number that stands for a register here; negative for one that is unknown.</summary>
    public static int IndexOf(string register) => Registers.IndexOf(register);

    /// <summary>Whether a version lies before the horizon.</summary>
    public bool Includes(Version version) => version.Sequence <= _sequences[version.Register];
}
