namespace AllianceServices.DevSidecar;

/// <summary>The fault switches of a hub. May be changed at any time, from any thread.</summary>
public sealed class Faults
{
    private readonly Action _changed;
    private FaultPlan _plan = FaultPlan.None;
    private long _dropped;
    private long _duplicated;
    private long _reordered;
    private long _delayed;
    private long _rejected;

    internal Faults(int seed, Action changed) => (Seed, _changed) = (seed, changed);

    /// <summary>What goes wrong now.</summary>
    public FaultPlan Plan
    {
        get => Volatile.Read(ref _plan);
        set
        {
            value.Validate();
            Volatile.Write(ref _plan, value);
            _changed();
        }
    }

    /// <summary>What went wrong so far.</summary>
    public FaultCounts Counts => new(
        Interlocked.Read(ref _dropped), Interlocked.Read(ref _duplicated), Interlocked.Read(ref _reordered),
        Interlocked.Read(ref _delayed), Interlocked.Read(ref _rejected));

    internal int Seed { get; }

    /// <summary>Ends all faults. What was delayed or held back is delivered at once; what was dropped is not.</summary>
    public void Clear() => Plan = FaultPlan.None;

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void CountDuplicated() => Interlocked.Increment(ref _duplicated);

    internal void CountReordered() => Interlocked.Increment(ref _reordered);

    internal void CountDelayed() => Interlocked.Increment(ref _delayed);

    internal void CountRejected() => Interlocked.Increment(ref _rejected);
}
