using System.Globalization;
using Alliance.Type.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// One write to a register: what it changes, its rows in the log, its request id and the cursors that it moves are
/// committed together or not at all.
/// </summary>
public sealed class WriteTransaction<TContext> where TContext : RegisterContext
{
    private readonly long _recordTime;
    private readonly string _actor;
    private readonly string _requestId;
    private readonly List<ChangeRow> _appended = [];

    // Names and request ids that are known not to be taken. Writes that are committed together share it.
    private readonly HashSet<string> _absent;
    private byte[] _upstream;

    internal WriteTransaction(
        TContext db, Head head, string actor, string requestId, IEnumerable<LogPosition> upstream, HashSet<string> absent)
    {
        _absent = absent;
        Db = db;
        (Sequence, _recordTime) = head;
        _actor = actor;
        _requestId = requestId;
        _upstream = new Bookmark { Upstream = { upstream } }.ToByteArray();
    }

    /// <summary>The last sequence in the log and the time of the next row.</summary>
    internal readonly record struct Head(long Sequence, long RecordTime);

    /// <summary>
    /// The database, inside the transaction. FindAsync finds what this and earlier writes of the transaction have added; a
    /// query finds it only after SaveChangesAsync.
    /// </summary>
    public TContext Db { get; }

    /// <summary>The end of the log as the transaction has it by now; 0 for an empty log.</summary>
    public long Sequence { get; private set; }

    /// <summary>What was appended to the log.</summary>
    internal IReadOnlyList<ChangeRow> Appended => _appended;

    /// <summary>Whether there is news for those who follow the log: a change, or that more of another log was handled.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Completes the resource's revision, times and etag, and appends the change to the log.</summary>
    /// <param name="resource">The resource after the change; its revision is still that from before the change.</param>
    /// <param name="kind">What happened.</param>
    public void Append(IResource resource, Change.Types.Kind kind)
    {
        var now = Microseconds.ToTimestamp(_recordTime);
        resource.Revision++;
        resource.CreateTime ??= now;
        resource.UpdateTime = now;
        resource.Etag = string.Create(CultureInfo.InvariantCulture, $"\"{resource.Revision}\"");
        var row = new ChangeRow
        {
            Sequence = ++Sequence,
            Name = resource.Name,
            Revision = resource.Revision,
            Kind = kind,
            RecordTime = _recordTime,
            Actor = _actor,
            RequestId = _requestId,
            Resource = Any.Pack(resource).ToByteArray(),
            Upstream = _upstream,
        };
        Db.Changes.Add(row);
        _appended.Add(row);
        _absent.Remove(resource.Name);
        HasNews = true;
    }

    /// <summary>Reads at once which of so many names there are, before they are asked for one by one.</summary>
    internal async Task PreloadAsync(IEnumerable<string> names, CancellationToken cancellationToken) =>
        _absent.UnionWith(await Db.PreloadAsync(names, cancellationToken));

    /// <summary>The row of a resource, or null.</summary>
    internal ValueTask<TRow?> FindAsync<TRow>(string name, CancellationToken cancellationToken) where TRow : ResourceRow =>
        _absent.Contains(name) ? ValueTask.FromResult<TRow?>(null) : Db.Set<TRow>().FindAsync([name], cancellationToken);

    /// <summary>What a request id was used for, or null.</summary>
    internal ValueTask<RequestRow?> FindRequestAsync(string requestId) =>
        _absent.Contains(requestId) ? ValueTask.FromResult<RequestRow?>(null) : Db.Requests.FindAsync([requestId], CancellationToken.None);

    /// <summary>Notes what a request id was used for.</summary>
    internal void AddRequest(RequestRow request)
    {
        Db.Requests.Add(request);
        _absent.Remove(request.RequestId);
    }

    /// <summary>Notes that the log of another register was handled up to a sequence, in this transaction.</summary>
    public async Task MoveCursorAsync(string register, long sequence, CancellationToken cancellationToken)
    {
        await SetCursorAsync(CursorRow.UpstreamName(register), sequence, cancellationToken);
        var bookmark = Bookmark.Parser.ParseFrom(_upstream);
        UpstreamCursors.Set(bookmark.Upstream, register, sequence);
        _upstream = bookmark.ToByteArray();
        HasNews = true;
    }

    /// <summary>How far the log of another register was handled.</summary>
    public Task<long> ReadUpstreamCursorAsync(string register, CancellationToken cancellationToken) =>
        ReadCursorAsync(CursorRow.UpstreamName(register), cancellationToken);

    /// <summary>Where a cursor stands; 0 for one that was never set.</summary>
    internal async Task<long> ReadCursorAsync(string name, CancellationToken cancellationToken) =>
        (await Db.Cursors.FindAsync([name], cancellationToken))?.Sequence ?? 0;

    /// <summary>Sets a cursor, which is new the first time.</summary>
    internal async Task SetCursorAsync(string name, long sequence, CancellationToken cancellationToken)
    {
        var cursor = await Db.Cursors.FindAsync([name], cancellationToken);
        if (cursor is null)
        {
            Db.Cursors.Add(new CursorRow { Name = name, Sequence = sequence });
        }
        else
        {
            cursor.Sequence = sequence;
        }
    }
}

/// <summary>How far a deriving register has read the logs of others.</summary>
public static class UpstreamCursors
{
    /// <summary>Reads the cursors from the store.</summary>
    public static async Task<List<LogPosition>> ReadAsync(RegisterContext db, CancellationToken cancellationToken)
    {
        var prefix = CursorRow.UpstreamName("");
        var rows = await db.Cursors.AsNoTracking().Where(row => row.Name.StartsWith(prefix)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)
            .Select(row => new LogPosition { Register = row.Name[prefix.Length..], Sequence = row.Sequence })];
    }

    /// <summary>Sets the position of one register in a list of them.</summary>
    public static void Set(IList<LogPosition> positions, string register, long sequence)
    {
        var position = positions.FirstOrDefault(p => p.Register == register);
        if (position is null)
        {
            positions.Add(position = new LogPosition { Register = register });
        }
        position.Sequence = sequence;
    }
}
