using System.Collections.Immutable;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.Events;

/// <summary>Holds the current read model. Readers take it as it is; writers swap it one after the other.</summary>
public sealed class ViewHolder
{
    private static readonly ImmutableSortedSet<string> Registers = ImmutableSortedSet.Create(
        StringComparer.Ordinal, ServiceInfo.Statements.Name, ServiceInfo.Agreements.Name, ServiceInfo.Criteria.Name);

    private readonly Lock _swap = new();
    private readonly ChangeSignal _changed = new();
    private volatile ReadModel _current = ReadModel.Empty;
    private volatile ImmutableSortedSet<string> _unread = Registers;
    private volatile ImmutableDictionary<string, long> _upstream = ImmutableDictionary<string, long>.Empty;

    /// <summary>The model as of the last change that was applied.</summary>
    public ReadModel Current => _current;

    /// <summary>The registers that have not been read to their end yet. Until there are none, the model is not a view.</summary>
    public IReadOnlyCollection<string> Unread => _unread;

    /// <summary>
    /// How far MembershipCriteria has handled the logs of the others, of which the model includes all that followed. Read it
    /// before <see cref="Current"/>, which is the first to include it.
    /// </summary>
    public ImmutableDictionary<string, long> Upstream => _upstream;

    /// <summary>Completes at the next change of the model or of <see cref="Upstream"/>. Take it before looking.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Replaces the model by what follows from it.</summary>
    public void Update(Func<ReadModel, ReadModel> next)
    {
        lock (_swap)
        {
            _current = next(_current);
        }
        _changed.Raise();
    }

    /// <summary>Notes what a bookmark of MembershipCriteria says, once the model includes everything before it.</summary>
    public void NoteUpstream(IEnumerable<LogPosition> positions)
    {
        lock (_swap)
        {
            _upstream = positions.ToImmutableDictionary(position => position.Register, position => position.Sequence);
        }
        _changed.Raise();
    }

    /// <summary>Notes that a register has been read to its end.</summary>
    public void MarkRead(string register)
    {
        lock (_swap)
        {
            _unread = _unread.Remove(register);
        }
    }

    /// <summary>Forgets everything: a register's log is not the one that was read.</summary>
    public void StartOver()
    {
        lock (_swap)
        {
            _current = ReadModel.Empty;
            _unread = Registers;
            _upstream = _upstream.Clear();
        }
    }
}
