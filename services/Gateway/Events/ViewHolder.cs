using System.Collections.Immutable;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.Events;

/// <summary>Holds the current read model. Readers take it as it is; writers swap it one after the other.</summary>
public sealed class ViewHolder
{
    private static readonly ImmutableSortedSet<string> Registers = ImmutableSortedSet.Create(
        StringComparer.Ordinal, ServiceInfo.Statements.Name, ServiceInfo.Agreements.Name, ServiceInfo.Criteria.Name);

    private readonly Lock _swap = new();
    private volatile ReadModel _current = ReadModel.Empty;
    private volatile ImmutableSortedSet<string> _unread = Registers;

    /// <summary>The model as of the last change that was applied.</summary>
    public ReadModel Current => _current;

    /// <summary>The registers that have not been read to their end yet. Until there are none, the model is not a view.</summary>
    public IReadOnlyCollection<string> Unread => _unread;

    /// <summary>Replaces the model by what follows from it.</summary>
    public void Update(Func<ReadModel, ReadModel> next)
    {
        lock (_swap)
        {
            _current = next(_current);
        }
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
        }
    }
}
