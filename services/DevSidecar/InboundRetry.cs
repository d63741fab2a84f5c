namespace AllianceServices.DevSidecar;

/// <summary>How the time between two tries grows.</summary>
public enum RetryKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>By one half each time, up to a maximum. Ends after 15 minutes whatever the number of tries.</summary>
    Exponential,
}

/// <summary>An inbound Resiliency retry policy. When it is exhausted the event goes to the dead letter topic.</summary>
public sealed record InboundRetry
{
    private static readonly TimeSpan ExponentialLimit = TimeSpan.FromMinutes(15);

    /// <summary>No retries: the first failure is final.</summary>
    public static InboundRetry None { get; } = new() { MaxRetries = 0 };

    /// <summary>How the time between two tries grows.</summary>
    public RetryKind Kind { get; init; } = RetryKind.Exponential;

    /// <summary>Time before the first retry.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest time between two tries, if it grows.</summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Retries after the first try; 0 for none, -1 without end.</summary>
    public int MaxRetries { get; init; } = 20;

    /// <summary>The time to wait before a retry, or null if there shall be none.</summary>
    /// <param name="retry">Number of the retry, from 1.</param>
    /// <param name="elapsed">Time since the first try.</param>
    internal TimeSpan? Next(int retry, TimeSpan elapsed)
    {
        if (MaxRetries >= 0 && retry > MaxRetries)
        {
            return null;
        }
        if (Kind == RetryKind.Constant)
        {
            return Interval;
        }
        var grown = Interval.TotalMilliseconds * Math.Pow(1.5, Math.Min(retry - 1, 100));
        var wait = TimeSpan.FromMilliseconds(Math.Min(grown, MaxInterval.TotalMilliseconds));
        return elapsed + wait < ExponentialLimit ? wait : null;
    }

    internal IEnumerable<string> Problems()
    {
        if (Interval < TimeSpan.Zero || MaxInterval < TimeSpan.Zero)
        {
            yield return $"{nameof(Interval)} and {nameof(MaxInterval)} must not be negative";
        }
        if (MaxRetries < -1)
        {
            yield return $"{nameof(MaxRetries)} must be at least -1, not {MaxRetries}";
        }
    }
}
