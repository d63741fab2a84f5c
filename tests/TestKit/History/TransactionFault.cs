using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AllianceServices.TestKit.History;

/// <summary>Where in a write transaction it can be cut off.</summary>
public enum TransactionPoint
{
    /// <summary>Before it begins.</summary>
    BeforeBegin,

    /// <summary>When it has begun and has done nothing.</summary>
    AfterBegin,

    /// <summary>Before one of its SQL statements is sent.</summary>
    BeforeStatement,

    /// <summary>After one of its SQL statements has been carried out.</summary>
    AfterStatement,

    /// <summary>Before it is committed.</summary>
    BeforeCommit,

    /// <summary>After it was committed, and before anybody has heard of it.</summary>
    AfterCommit,
}

/// <summary>
/// Cuts a register's next transaction off at one point, counted from its beginning. It listens to what Entity Framework tells
/// of every statement, because what a listener throws comes up where the database's own failure would, and needs neither a
/// hook in the product nor a trigger, which sees changed rows only. Made before the register starts: Entity Framework asks
/// whether anybody listens at most once in a second.
/// </summary>
public sealed class TransactionFault : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly Dictionary<string, TransactionPoint> Points = new(StringComparer.Ordinal)
    {
        [RelationalEventId.TransactionStarting.Name!] = TransactionPoint.BeforeBegin,
        [RelationalEventId.TransactionStarted.Name!] = TransactionPoint.AfterBegin,
        [RelationalEventId.CommandExecuting.Name!] = TransactionPoint.BeforeStatement,
        [RelationalEventId.CommandExecuted.Name!] = TransactionPoint.AfterStatement,
        [RelationalEventId.TransactionCommitting.Name!] = TransactionPoint.BeforeCommit,
        [RelationalEventId.TransactionCommitted.Name!] = TransactionPoint.AfterCommit,
    };

    private readonly Lock _lock = new();
    private readonly List<IDisposable> _subscriptions = [];
    private TestService? _service;
    private int? _pointsLeft;
    private bool _kills;

    /// <summary>Begins to listen.</summary>
    public TransactionFault() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Where it struck since it was armed; null if the transaction did not come so far.</summary>
    public TransactionPoint? Struck { get; private set; }

    /// <summary>Says whose transactions to cut off; tests that run beside this one have databases of their own.</summary>
    public void Aim(TestService service) => _service = service;

    /// <summary>Cuts off the next transaction.</summary>
    /// <param name="point">How many points it passes before.</param>
    /// <param name="kills">On PostgreSQL, the server ends the session, so that the register meets what it meets in a crash.</param>
    public void Arm(int point, bool kills)
    {
        lock (_lock)
        {
            (Struck, _pointsLeft, _kills) = (null, point, kills);
        }
    }

    /// <summary>Lets all transactions pass.</summary>
    public void Disarm()
    {
        lock (_lock)
        {
            _pointsLeft = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            lock (_lock)
            {
                _subscriptions.Add(value.Subscribe(this, name => Points.ContainsKey(name)));
            }
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        var point = Points[value.Key];
        var db = ((DbContextEventData)value.Value!).Context!.Database;
        // A statement outside of a transaction is a read.
        if (IsOfService(db) && (db.CurrentTransaction is not null || point <= TransactionPoint.AfterBegin) && IsDue(point))
        {
            Strike(point, db.GetDbConnection());
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private bool IsOfService(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade db) =>
        _service is { } service && (service.Store == StoreKind.Sqlite
            ? db.GetDbConnection().DataSource == service.DatabaseFile
            : db.GetDbConnection().Database == new NpgsqlConnectionStringBuilder(service.Database).Database);

    private bool IsDue(TransactionPoint point)
    {
        lock (_lock)
        {
            if (_pointsLeft is null || _pointsLeft-- > 0)
            {
                return false;
            }
            (Struck, _pointsLeft) = (point, null);
            return true;
        }
    }

    private void Strike(TransactionPoint point, System.Data.Common.DbConnection connection)
    {
        if (!_kills || connection is not NpgsqlConnection session || point == TransactionPoint.AfterCommit)
        {
            throw new TransactionCutOffException(point);
        }
        using var killer = new NpgsqlConnection(_service!.Database);
        killer.Open();
        using var kill = new NpgsqlCommand(
            $"SELECT pg_terminate_backend({session.ProcessID}) FROM pg_stat_activity WHERE pid = {session.ProcessID}", killer);
        // Until it is gone. The register finds out by itself.
        while (kill.ExecuteScalar() is not null)
        {
        }
    }

    private sealed class TransactionCutOffException(TransactionPoint point) : Exception($"Cut off at {point}.");
}
