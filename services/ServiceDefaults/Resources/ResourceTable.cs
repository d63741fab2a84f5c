using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// The standard methods (AIP-131 to 133, 158, 231) on one kind of resource, kept as a row with the serialized resource and
/// the columns that lists filter by.
/// </summary>
/// <param name="index">Fills the row's own columns from the resource.</param>
/// <param name="fields">The fields that a filter may name.</param>
/// <param name="dated">The field that says when what a resource tells of happened, if on an earlier day there was no such thing.</param>
public sealed partial class ResourceTable<TRow, TResource>(Action<TRow, TResource> index, FilterFields<TRow> fields, string? dated = null)
    where TRow : ResourceRow, new()
    where TResource : class, IResource, IMessage<TResource>, new()
{
    private static readonly MessageParser<TResource> Parser = new(() => new TResource());
    private static readonly ResourcePattern Pattern = ResourcePatterns.Of(new TResource().Descriptor);

    /// <summary>The resource, or null.</summary>
    public async Task<TResource?> FindAsync(RegisterContext db, string name, CancellationToken cancellationToken) =>
        await db.Set<TRow>().FindAsync([name], cancellationToken) is { } row ? Parser.ParseFrom(row.Snapshot) : null;

    /// <summary>The resource; NOT_FOUND without one.</summary>
    public async Task<TResource> GetAsync(RegisterContext db, string name, CancellationToken cancellationToken) =>
        await FindAsync(db, name, cancellationToken) ?? throw RpcErrors.NotFound(Pattern.Type, name);

    /// <summary>Several resources in the order of their names.</summary>
    public async Task<List<TResource>> BatchGetAsync(
        RegisterContext db, IReadOnlyList<string> names, string? parent, bool allowMissing, CancellationToken cancellationToken)
    {
        var stray = names.Index().FirstOrDefault(n => parent is not null && !n.Item.StartsWith(parent + "/", StringComparison.Ordinal));
        if (stray.Item is not null)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation($"names[{stray.Index}]", $"must be a child of {parent}"));
        }
        var rows = db.Set<TRow>().Where(row => names.Contains(row.Name)).Select(row => new { row.Name, row.Snapshot }).AsAsyncEnumerable();
        var (snapshots, bytes) = (new Dictionary<string, byte[]>(StringComparer.Ordinal), 0L);
        var times = names.CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            bytes += (long)row.Snapshot.Length * times[row.Name];
            if (PageBytes.AreTooMany(bytes) && names.Count > 1)
            {
                throw RpcErrors.InvalidArgument(new FieldViolation("names", "name more than 3 MiB of resources; ask for fewer at a time"));
            }
            snapshots.Add(row.Name, row.Snapshot);
        }
        if (!allowMissing && names.FirstOrDefault(name => !snapshots.ContainsKey(name)) is { } missing)
        {
            throw RpcErrors.NotFound(Pattern.Type, missing);
        }
        return [.. names.Where(snapshots.ContainsKey).Select(name => Parser.ParseFrom(snapshots[name]))];
    }

    /// <summary>The rows that a filter lets through, all without one; INVALID_ARGUMENT if it cannot be served.</summary>
    public IQueryable<TRow> Rows(RegisterContext db, string filter)
    {
        var rows = db.Set<TRow>().AsNoTracking();
        return filter.Length == 0 ? rows : rows.Where(fields.Translate(filter));
    }

    /// <summary>Adds a resource; ALREADY_EXISTS if there is one of that name.</summary>
    public async Task<TResource> CreateAsync<TContext>(
        WriteTransaction<TContext> tx, TResource resource, Change.Types.Kind kind, CancellationToken cancellationToken)
        where TContext : RegisterContext
    {
        if (await tx.FindAsync<TRow>(resource.Name, cancellationToken) is not null)
        {
            throw RpcErrors.AlreadyExists(Pattern.Type, resource.Name);
        }
        return Add(tx, resource, kind);
    }

    /// <summary>Adds a row of an import, unless the resource is there already.</summary>
    public async Task<ImportOutcome> ImportAsync<TContext>(
        WriteTransaction<TContext> tx, TResource resource, Change.Types.Kind kind, CancellationToken cancellationToken)
        where TContext : RegisterContext
    {
        if (await tx.FindAsync<TRow>(resource.Name, cancellationToken) is { } row)
        {
            var existing = Parser.ParseFrom(row.Snapshot);
            OutputOnly.Clear(existing);
            var content = resource.Clone();
            OutputOnly.Clear(content);
            return Messages.AreSame(existing, content) ? ImportOutcome.Unchanged : ImportOutcome.Conflict;
        }
        Add(tx, resource, kind);
        return ImportOutcome.Created;
    }

    /// <summary>Stores what a resource has become and appends the change to the log.</summary>
    public async Task<TResource> SaveAsync<TContext>(
        WriteTransaction<TContext> tx, TResource resource, Change.Types.Kind kind, CancellationToken cancellationToken)
        where TContext : RegisterContext
    {
        var row = await tx.FindAsync<TRow>(resource.Name, cancellationToken);
        if (row is null)
        {
            return Add(tx, resource, kind);
        }
        Write(tx, row, resource, kind);
        return resource;
    }

    /// <summary>Stores what a resource was updated to, unless that is what it was.</summary>
    public async Task<TResource> UpdateAsync<TContext>(
        WriteTransaction<TContext> tx, TResource current, TResource changed, CancellationToken cancellationToken)
        where TContext : RegisterContext =>
        Messages.AreSame(changed, current) ? current : await SaveAsync(tx, changed, Change.Types.Kind.Updated, cancellationToken);

    private TResource Add<TContext>(WriteTransaction<TContext> tx, TResource resource, Change.Types.Kind kind)
        where TContext : RegisterContext
    {
        // A write may be run again after a run that came to nothing.
        (resource.Revision, resource.CreateTime) = (0, null!);
        var row = NewRow(resource.Name);
        Write(tx, row, resource, kind);
        tx.Db.Add(row);
        return resource;
    }

    private static TRow NewRow(string name) => new() { Name = name, ParentName = ResourceName.ParentOf(name) };

    private void Write<TContext>(WriteTransaction<TContext> tx, TRow row, TResource resource, Change.Types.Kind kind)
        where TContext : RegisterContext
    {
        tx.Append(resource, kind);
        row.Snapshot = resource.ToByteArray();
        index(row, resource);
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The resources.</param>
/// <param name="NextPageToken">Asks for the next page; empty on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string NextPageToken);

/// <summary>What became of a row of an import.</summary>
public enum ImportOutcome
{
    /// <summary>It made a new resource.</summary>
    Created,

    /// <summary>The resource is there with the same content.</summary>
    Unchanged,

    /// <summary>The resource is there with other content.</summary>
    Conflict,
}
