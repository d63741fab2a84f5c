using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.ServiceDefaults.Tests;

/// <summary>The log of a register that exists only in memory and can be out of reach.</summary>
internal sealed class FakeLog
{
    /// <summary>When all its changes were committed.</summary>
    public static readonly DateTimeOffset CommitTime = new(2024, 6, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Change> _changes = [];

    public bool IsReachable { get; set; } = true;

    /// <summary>From where the log was read, each time.</summary>
    public List<long> Reads { get; } = [];

    /// <summary>The freshness token that each reader asked for, if it asked for one.</summary>
    public List<string?> Tokens { get; } = [];

    public IReadOnlyList<Change> Changes => _changes;

    public Change Append()
    {
        var change = new Change
        {
            Register = "statements",
            Sequence = _changes.Count + 1,
            Name = $"statements/s{_changes.Count + 1}",
            RecordTime = Timestamp.FromDateTimeOffset(CommitTime),
            Resource = Any.Pack(Sample.Statement()),
        };
        _changes.Add(change);
        return change;
    }

    public List<Change> Append(int count) => [.. Enumerable.Range(0, count).Select(_ => Append())];

    /// <summary>Another log takes the place of this one.</summary>
    public void Replace(int count)
    {
        _changes.Clear();
        Append(count);
    }

    public AsyncServerStreamingCall<StreamChangesResponse> Open(StreamChangesRequest request, CallOptions options)
    {
        lock (Reads)
        {
            Reads.Add(request.After);
            Tokens.Add(options.Headers?.GetValue("alliance-freshness"));
        }
        return new(
            new Reader(ReadAsync(request.After).GetAsyncEnumerator(options.CancellationToken)),
            Task.FromResult(new Metadata()), () => Grpc.Core.Status.DefaultSuccess, () => [], () => { });
    }

    private async IAsyncEnumerable<StreamChangesResponse> ReadAsync(long after)
    {
        await Task.Yield();
        if (!IsReachable)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "down"));
        }
        if (after > _changes.Count)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.OutOfRange, "another log"));
        }
        foreach (var change in _changes.Skip((int)after).ToList())
        {
            yield return new() { Change = change };
        }
        yield return new() { Bookmark = new() { Sequence = _changes.Count } };
    }

    private sealed class Reader(IAsyncEnumerator<StreamChangesResponse> messages) : IAsyncStreamReader<StreamChangesResponse>
    {
        public StreamChangesResponse Current => messages.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken) => await messages.MoveNextAsync();
    }
}

/// <summary>Holds what it was given, in the order in which it was given.</summary>
internal sealed class Follower(FakeLog log, EventMetrics metrics, ILogger logger, TimeSpan lateness = default)
    : ChangeSubscriber("statements", log.Open, metrics, new FakeTimeProvider(FakeLog.CommitTime + lateness), logger)
{
    private long _cursor;

    public List<Change> Applied { get; } = [];

    public List<int> Batches { get; } = [];

    public bool FailsToApply { get; set; }

    public int Restarts { get; private set; }

    public bool HasCaughtUp { get; private set; }

    /// <summary>Each bookmark, with what had been applied when it came.</summary>
    public List<(long Sequence, long Applied)> Bookmarks { get; } = [];

    protected override Task<long> ReadCursorAsync(CancellationToken cancellationToken) => Task.FromResult(_cursor);

    protected override async Task ApplyAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (FailsToApply)
        {
            throw new InvalidOperationException("The store does not answer.");
        }
        Assert.Equal(_cursor + 1, changes[0].Sequence);
        Batches.Add(changes.Count);
        Applied.AddRange(changes);
        _cursor = changes[^1].Sequence;
    }

    protected override void OnCaughtUp() => HasCaughtUp = true;

    protected override void OnBookmark(Bookmark bookmark) => Bookmarks.Add((bookmark.Sequence, _cursor));

    protected override Task StartOverAsync()
    {
        Restarts++;
        Applied.Clear();
        _cursor = 0;
        return Task.CompletedTask;
    }
}
