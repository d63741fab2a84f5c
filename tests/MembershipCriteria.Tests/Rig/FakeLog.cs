using Alliance.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>The change log of a register that a test writes itself.</summary>
public sealed class FakeLog(string register)
{
    /// <summary>When every change was committed.</summary>
    public static readonly DateTimeOffset CommitTime = new(2024, 6, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<Change> _changes = [];
    private readonly List<long> _reads = [];

    public string Register { get; } = register;

    /// <summary>Whether calls to the register fail as if nobody answered. No call sees what is appended after this is set.</summary>
    public bool IsDown
    {
        get;
        set
        {
            lock (_lock)
            {
                field = value;
            }
        }
    }

    /// <summary>Streams break after the change of this sequence.</summary>
    public long? BreaksAfter { get; set; }

    public long Head
    {
        get
        {
            lock (_lock)
            {
                return _changes.Count;
            }
        }
    }

    /// <summary>After which sequences the log was read, one for each stream that was sent to its end.</summary>
    public IReadOnlyList<long> Reads
    {
        get
        {
            lock (_lock)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>Appends what a resource has become.</summary>
    public Change Append(IResource resource, Change.Types.Kind kind = Change.Types.Kind.Created) =>
        Append(resource.Name, Any.Pack(resource), kind);

    public Change Append(string name, Any resource, Change.Types.Kind kind)
    {
        lock (_lock)
        {
            var change = new Change
            {
                Register = Register,
                Sequence = _changes.Count + 1,
                Name = name,
                Revision = _changes.Count(earlier => earlier.Name == name) + 1,
                Kind = kind,
                RecordTime = Timestamp.FromDateTimeOffset(CommitTime),
                Actor = "test",
                Resource = resource,
            };
            _changes.Add(change);
            return change;
        }
    }

    /// <summary>The register loses what it held and begins anew.</summary>
    public void Lose()
    {
        lock (_lock)
        {
            _changes.Clear();
        }
    }

    /// <summary>What the resources are now, of those that exist.</summary>
    public IEnumerable<T> Find<T>(IEnumerable<string> names) where T : class, IResource, new()
    {
        lock (_lock)
        {
            ThrowIfDown();
            List<T> found = [.. names.Select(name => _changes.LastOrDefault(change => change.Name == name)).OfType<Change>()
                .Select(change => change.Resource.Unpack<T>())];
            // As the registers do.
            return found.Count == 1 || found.Sum(resource => resource.CalculateSize()) <= 3 * 1024 * 1024 ? found
                : throw new RpcException(new Status(StatusCode.InvalidArgument, "names name more than 3 MiB of resources"));
        }
    }

    public async Task SendAsync(StreamChangesRequest request, IServerStreamWriter<StreamChangesResponse> stream)
    {
        List<Change> changes;
        lock (_lock)
        {
            ThrowIfDown();
            if (request.After > _changes.Count)
            {
                throw new RpcException(new Status(StatusCode.OutOfRange, "This is another log."));
            }
            changes = [.. _changes.Where(change => change.Sequence > request.After)];
        }
        foreach (var change in changes)
        {
            if (change.Sequence > BreaksAfter)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The stream broke."));
            }
            await stream.WriteAsync(new() { Change = change });
        }
        await stream.WriteAsync(new() { Bookmark = new() { Sequence = request.After + changes.Count } });
        lock (_lock)
        {
            _reads.Add(request.After);
        }
    }

    private void ThrowIfDown()
    {
        if (IsDown)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Nobody answers."));
        }
    }
}
