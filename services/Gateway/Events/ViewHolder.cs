using System.Collections.Immutable;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
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
    private volatile State _now = new(new(ReadModel.Empty), Registers);
    private volatile ImmutableDictionary<string, long> _upstream = ImmutableDictionary<string, long>.Empty;

    /// <summary>The views, and whether they are complete.</summary>
    public State Now => _now;

    /// <summary>The views as of the last change that was applied.</summary>
    public ModelViews Current => _now.Views;

    /// <summary>The registers that have not been read to their end yet.</summary>
    public IReadOnlyCollection<string> Unread => _now.Unread;

    /// <summary>
    /// How far MembershipCriteria has handled the logs of the others, of which the model includes all that followed. Read it
    /// before <see cref="Current"/>, which is the first to include it.
    /// </summary>
    public ImmutableDictionary<string, long> Upstream => _upstream;

    /// <summary>Completes when something changes here. Take it before looking, so that no change falls between.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Takes over the next changes of one register.</summary>
    public void Apply(IReadOnlyList<Change> changes)
    {
        lock (_swap)
        {
            _now = _now with { Views = _now.Views.After(changes) };
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

    /// <summary>Notes that a register has been read to its end, unless everything was forgotten meanwhile.</summary>
    public void MarkRead(string register, long end)
    {
        lock (_swap)
        {
            if (!_now.Unread.Contains(register) || _now.Views.Model.LogPositions.GetValueOrDefault(register) < end)
            {
                return;
            }
            _now = _now with { Unread = _now.Unread.Remove(register) };
        }
        _changed.Raise();
    }

    /// <summary>Forgets everything: a register's log is not the one that was read.</summary>
    public void StartOver()
    {
        lock (_swap)
        {
            _now = new(new(ReadModel.Empty), Registers);
            _upstream = _upstream.Clear();
        }
        _changed.Raise();
    }

    /// <summary>What is held at one moment.</summary>
    /// <param name="Views">The views as of the last change that was applied.</param>
    /// <param name="Unread">The registers that have not been read to their end yet. Until there are none, the views are none.</param>
    public sealed record State(ModelViews Views, ImmutableSortedSet<string> Unread);
}
