namespace AllianceServices.DevSidecar;

/// <summary>The retained messages of one topic: a ring, bounded in messages and in bytes.</summary>
internal sealed class TopicLog(SidecarHubOptions options)
{
    private readonly Lock _gate = new();
    private readonly BrokerMessage?[] _ring = new BrokerMessage?[options.RetainedMessages];
    private long _first;
    private long _end;
    private long _bytes;

    public long First
    {
        get { lock (_gate) { return _first; } }
    }

    public long End
    {
        get { lock (_gate) { return _end; } }
    }

    public void Append(ReadOnlyMemory<byte> data, IReadOnlyDictionary<string, string> metadata)
    {
        lock (_gate)
        {
            var message = new BrokerMessage(_end, data, metadata);
            message = message with { Partition = PartitionOf(message.PartitionKey) };
            while (_end > _first && (_end - _first == _ring.Length || _bytes + data.Length > options.RetainedBytes))
            {
                ref var oldest = ref Slot(_first++);
                _bytes -= oldest!.Data.Length;
                oldest = null;
            }
            Slot(_end++) = message;
            _bytes += data.Length;
        }
    }

    /// <summary>Reads the message at the cursor, or the oldest one kept if that is gone already.</summary>
    public BrokerMessage? Read(long cursor)
    {
        lock (_gate)
        {
            var offset = Math.Max(cursor, _first);
            return offset < _end ? Slot(offset) : null;
        }
    }

    public IReadOnlyList<BrokerMessage> ReadAll()
    {
        lock (_gate)
        {
            var all = new List<BrokerMessage>((int)(_end - _first));
            for (var offset = _first; offset < _end; offset++)
            {
                all.Add(Slot(offset)!);
            }
            return all;
        }
    }

    public long CountFrom(long cursor, int partition)
    {
        lock (_gate)
        {
            var count = 0L;
            for (var offset = Math.Max(cursor, _first); offset < _end; offset++)
            {
                count += Slot(offset)!.Partition == partition ? 1 : 0;
            }
            return count;
        }
    }

    private ref BrokerMessage? Slot(long offset) => ref _ring[offset % _ring.Length];

    // Without a key every message goes to the first partition, which keeps them in order.
    private int PartitionOf(string? key) =>
        key is null ? 0 : (int)(StableHash.Of(key) % (ulong)options.Partitions);
}
