using Alliance.Type.V1;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>One row of the append-only change log.</summary>
public sealed class ChangeRow
{
    /// <summary>Place in the log: 1, 2, 3, ... in commit order, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The resource that changed.</summary>
    public required string Name { get; init; }

    /// <summary>Its revision after the change.</summary>
    public required long Revision { get; init; }

    /// <summary>What happened to it.</summary>
    public required Change.Types.Kind Kind { get; init; }

    /// <summary>When the change was committed: microseconds since 1970 UTC. Never decreases along the log.</summary>
    public required long RecordTime { get; init; }

    /// <summary>Who made the change.</summary>
    public required string Actor { get; init; }

    /// <summary>The request id of the call, or empty.</summary>
    public required string RequestId { get; init; }

    /// <summary>The resource after the change, as a serialized google.protobuf.Any.</summary>
    public required byte[] Resource { get; init; }

    /// <summary>For a deriving register: a serialized Bookmark of how far it had read the others. Else empty.</summary>
    public required byte[] Upstream { get; init; }

    /// <summary>The row as the contract's message.</summary>
    public Change ToChange(string register) => new()
    {
        Register = register,
        Sequence = Sequence,
        Name = Name,
        Revision = Revision,
        Kind = Kind,
        RecordTime = Microseconds.ToTimestamp(RecordTime),
        Actor = Actor,
        RequestId = RequestId,
        Resource = Any.Parser.ParseFrom(Resource),
        Upstream = { Bookmark.Parser.ParseFrom(Upstream).Upstream },
    };
}

/// <summary>What a request id was used for, so that a repeated call gets the same answer.</summary>
public sealed class RequestRow
{
    /// <summary>The request id, a UUID.</summary>
    public required string RequestId { get; init; }

    /// <summary>SHA-256 of the method and the request.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>The serialized answer.</summary>
    public required byte[] Response { get; init; }
}

/// <summary>How far a reader of a log has come; kept in the transaction of what the reader did.</summary>
public sealed class CursorRow
{
    /// <summary>Who reads what: <see cref="RelayName"/> or <see cref="UpstreamName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The last sequence that was handled.</summary>
    public required long Sequence { get; set; }

    /// <summary>The relay's cursor on this register's own log.</summary>
    public const string RelayName = "relay";

    /// <summary>The cursor on another register's log.</summary>
    public static string UpstreamName(string register) => "upstream/" + register;
}

/// <summary>The current state of one resource, with the columns that lists filter and sort by.</summary>
public abstract class ResourceRow
{
    /// <summary>The resource name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name of the parent resource, or empty.</summary>
    public string ParentName { get; set; } = "";

    /// <summary>The serialized resource.</summary>
    public byte[] Snapshot { get; set; } = [];
}

/// <summary>Times as the store keeps them. A microsecond is what both SQLite and PostgreSQL keep exactly.</summary>
public static class Microseconds
{
    /// <summary>Microseconds since 1970 UTC.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant as the contract writes it.</summary>
    public static Timestamp ToTimestamp(long microseconds) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds));
}
