namespace AllianceServices.DevSidecar;

/// <summary>Counts work under way, so that a stop can wait for it and let no more in.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _closed;

    public bool TryEnter()
    {
        lock (_gate)
        {
            _count += _closed ? 0 : 1;
            return !_closed;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0 && _closed)
            {
                _empty.TrySetResult();
            }
        }
    }

    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_count == 0)
            {
                _empty.TrySetResult();
            }
            return _empty.Task;
        }
    }
}
