namespace AllianceServices.DevSidecar;

/// <summary>Hashes and dice that are the same in every run, which those of the base library are not.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 code units.</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }
        return Mix(hash);
    }

    /// <summary>The finalizer of SplitMix64: near inputs give far outputs.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}

/// <summary>
/// The dice of one message for one group. They hang on what is delivered and not on when, so that a seed gives
/// the same faults however the threads run.
/// </summary>
internal struct FaultDice(int seed, string group, long offset, int round)
{
    private ulong _state = StableHash.Mix(
        StableHash.Of(group) ^ (uint)seed ^ ((ulong)offset << 20) ^ ((ulong)round << 52));

    /// <summary>The next throw, in [0, 1).</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (StableHash.Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }
}
