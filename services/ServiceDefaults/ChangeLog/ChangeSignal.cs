namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>Wakes those who follow a register's log when there is news for them, so that nobody has to poll.</summary>
public sealed class ChangeSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next commit. Take it before reading the log, so that no commit falls between.</summary>
    public Task Next => _next.Task;

    /// <summary>Says that something was committed.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
