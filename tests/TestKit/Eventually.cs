namespace AllianceServices.TestKit;

/// <summary>Waits for a condition with a deadline; tests never sleep for a fixed time.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Returns the first value that satisfies the condition, or fails with the last one seen.</summary>
    public static async Task<T> BecomesAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, string what, TimeSpan? deadline = null)
    {
        using var timer = new CancellationTokenSource(deadline ?? DefaultDeadline);
        var last = default(T);
        while (!timer.IsCancellationRequested)
        {
            last = await read();
            if (condition(last))
            {
                return last;
            }
            await Pause(timer.Token);
        }
        throw new TimeoutException($"Not within the deadline: {what}. Last seen: {last}");
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        BecomesAsync(() => Task.FromResult(condition()), held => held, what, deadline);

    // The poll interval, not a wait for an effect: the condition decides.
    private static async Task Pause(CancellationToken deadline)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            await tick.WaitForNextTickAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            // The loop above ends and reports what was last seen.
        }
    }
}
