using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Resources;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace AllianceServices.TestKit.History;

/// <summary>Rebuilds what a register holds in an empty one, from the last row that its log has of each resource.</summary>
public sealed class LogRebuild<TContext> where TContext : RegisterContext
{
    private readonly Dictionary<string, Func<WriteTransaction<TContext>, Any, Task>> _tables = new(StringComparer.Ordinal);

    /// <summary>Rebuilds the resources of one kind too.</summary>
    public LogRebuild<TContext> With<TRow, TResource>(ResourceTable<TRow, TResource> table)
        where TRow : ResourceRow, new()
        where TResource : class, IResource, IMessage<TResource>, new()
    {
        _tables.Add(new TResource().Descriptor.FullName, (tx, any) =>
            table.SaveAsync(tx, any.Unpack<TResource>(), Change.Types.Kind.Created, CancellationToken.None));
        return this;
    }

    /// <summary>Fills an empty register with what the log says, and returns what it holds then.</summary>
    public async Task<RawState> FillAsync(TestService empty, RawState held)
    {
        var register = empty.Services.GetRequiredService<Register<TContext>>();
        await register.TransactAsync("rebuild", requestId: "", async tx =>
        {
            foreach (var changes in held.Log().GroupBy(change => change.Name))
            {
                var last = Any.Parser.ParseFrom(changes.Last().Resource);
                await _tables[Any.GetTypeName(last.TypeUrl)](tx, last);
            }
            return true;
        }, CancellationToken.None);
        await using var database = await RawDatabase.OpenAsync(empty);
        return await database.ReadAsync();
    }
}
