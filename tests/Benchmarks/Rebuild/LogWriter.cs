using System.Globalization;
using Alliance.Type.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>
/// Writes a register's file with a log and nothing else. The context makes the schema and keeps the cursors; the rows go in
/// by one prepared command, which is an order of magnitude faster than change tracking.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int RowsPerCommit = 20_000;
    private const int RowsPerCheck = 1000;

    // The record learnt all of it in 2026, a millisecond after the other.
    private static readonly long FirstRecordTime = Microseconds.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly RegisterContext _db;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly RequestValidator _validator = new(TimeProvider.System);
    private SqliteTransaction _transaction;

    private LogWriter(RegisterContext db)
    {
        _db = db;
        _connection = (SqliteConnection)db.Database.GetDbConnection();
        _insert = _connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO changes (Sequence, Name, Revision, Kind, RecordTime, Actor, RequestId, Resource, Upstream) "
            + "VALUES ($sequence, $name, $revision, $kind, $time, 'benchmark', '', $resource, $upstream)";
        foreach (var name in new[] { "$sequence", "$name", "$revision", "$kind", "$time", "$resource", "$upstream" })
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
        _insert.Transaction = _transaction = _connection.BeginTransaction();
    }

    /// <summary>The end of the log.</summary>
    public long Sequence { get; private set; }

    public static async Task<LogWriter> CreateAsync<TContext>(
        string folder, ServiceInfo register, Func<DbContextOptions<TContext>, TContext> create, CancellationToken cancellationToken)
        where TContext : RegisterContext
    {
        var db = create(new DbContextOptionsBuilder<TContext>().UseSqlite($"Data Source={Path.Combine(folder, register.Name + ".db")}").Options);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = OFF;", cancellationToken);
        return new LogWriter(db);
    }

    /// <summary>Completes the resource as a register does, and appends the change.</summary>
    public void Append(IResource resource, byte[] upstream)
    {
        var recordTime = FirstRecordTime + Sequence * 1000;
        resource.Revision++;
        resource.UpdateTime = Microseconds.ToTimestamp(recordTime);
        resource.CreateTime ??= resource.UpdateTime;
        resource.Etag = string.Create(CultureInfo.InvariantCulture, $"\"{resource.Revision}\"");
        // What is made up must be what a register would have taken.
        if (Sequence++ % RowsPerCheck == 0 && _validator.CheckRow(resource, resource, "resource") is [var violation, ..])
        {
            throw new BenchmarkException($"{resource.Name}: {violation.Field} {violation.Description}");
        }
        object[] values =
        [
            Sequence, resource.Name, resource.Revision, (int)(resource.Revision == 1 ? Change.Types.Kind.Created : Change.Types.Kind.Updated),
            recordTime, Any.Pack(resource).ToByteArray(), upstream,
        ];
        foreach (var (i, value) in values.Index())
        {
            _insert.Parameters[i].Value = value;
        }
        _insert.ExecuteNonQuery();
        if (Sequence % RowsPerCommit == 0)
        {
            _transaction.Commit();
            _insert.Transaction = _transaction = _connection.BeginTransaction();
        }
    }

    /// <summary>Closes the log: all of it is published, and the logs of others are read up to those ends.</summary>
    public async Task CompleteAsync(IEnumerable<LogPosition> upstream, CancellationToken cancellationToken)
    {
        await _transaction.CommitAsync(cancellationToken);
        _db.Cursors.Add(new CursorRow { Name = CursorRow.RelayName, Sequence = Sequence });
        _db.Cursors.AddRange(upstream.Select(log => new CursorRow { Name = CursorRow.UpstreamName(log.Register), Sequence = log.Sequence }));
        await _db.SaveChangesAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _transaction.DisposeAsync();
        await _db.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
