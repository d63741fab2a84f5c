namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Waits between tries of something that failed: doubling, with jitter, up to a bound.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private int _failures;

    /// <summary>Whether the last try failed.</summary>
    public bool IsFailing => _failures > 0;

    /// <summary>Forgets earlier failures.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits before the next try.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = First * Math.Pow(2, Math.Min(_failures++, 10));
        var bounded = delay < Longest ? delay : Longest;
        // Half of the wait is random, so that services that failed together do not come back together.
        return Task.Delay(bounded * (0.5 + Random.Shared.NextDouble() / 2), clock, cancellationToken);
    }
}
