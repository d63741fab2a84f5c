namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// The traces of the calls that made the latest changes, for the relay, which publishes them when the calls have ended. They are
/// kept in memory alone, because a trace is no fact: what is published after a restart, by another replica, or far behind the
/// log's end belongs to none.
/// </summary>
internal sealed class ChangeTraces
{
    private const int Kept = 1024;

    private readonly Lock _gate = new();
    private readonly (long Sequence, string? TraceParent)[] _latest = new (long, string?)[Kept];

    /// <summary>Notes the W3C traceparent of the call that made a change.</summary>
    public void Note(long sequence, string? traceParent)
    {
        lock (_gate)
        {
            _latest[sequence % Kept] = (sequence, traceParent);
        }
    }

    /// <summary>The W3C traceparent of the call that made a change; null if none is known.</summary>
    public string? Find(long sequence)
    {
        lock (_gate)
        {
            var (noted, traceParent) = _latest[sequence % Kept];
            return noted == sequence ? traceParent : null;
        }
    }
}
