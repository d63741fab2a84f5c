using System.Linq.Expressions;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.Resources;

public sealed partial class ResourceTable<TRow, TResource>
{
    // Where a filter finds little among what was known, a page ends after so many resources and the next goes on from there.
    private const int MostLookedAt = 2000;

    /// <summary>The resource on a day, as it was known at an instant; NOT_FOUND without one then.</summary>
    /// <param name="db">The database.</param>
    /// <param name="name">The resource.</param>
    /// <param name="asOf">The day, or empty for today.</param>
    /// <param name="knownAt">The instant, or null for now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TResource> GetAsync(
        RegisterContext db, string name, string asOf, Timestamp? knownAt, CancellationToken cancellationToken)
    {
        var resource = knownAt is null
            ? await ReadAsync(db, name, cancellationToken)
            : await FindKnownAsync(db, name, ToMicroseconds(knownAt), cancellationToken);
        var isThere = resource is not null && (dated is null || asOf.Length == 0 || FilterFields<TRow>.InMemory(Condition("", asOf))(RowOf(resource)));
        return isThere ? resource! : throw RpcErrors.NotFound(Pattern.Type, name);
    }

    // Of a row that nobody will change, the resource is all there is to read.
    private static async Task<TResource?> ReadAsync(RegisterContext db, string name, CancellationToken cancellationToken) =>
        await db.Set<TRow>().Where(row => row.Name == name).Select(row => row.Snapshot).SingleOrDefaultAsync(cancellationToken)
            is { } snapshot ? Parser.ParseFrom(snapshot) : null;

    /// <summary>Resources as an import takes them, one after the other.</summary>
    public IAsyncEnumerable<TResource> Export(IQueryable<TRow> rows) => Export(rows, resource =>
    {
        OutputOnly.Clear(resource);
        return resource;
    });

    /// <summary>The same, with what else a row of an import takes from the resource.</summary>
    public IAsyncEnumerable<TExport> Export<TExport>(IQueryable<TRow> rows, Func<TResource, TExport> toRow) =>
        rows.Select(row => row.Snapshot).AsAsyncEnumerable().Select(snapshot => toRow(Parser.ParseFrom(snapshot)));

    /// <summary>One page of the resources of a parent.</summary>
    public Task<Page<TResource>> ListAsync(RegisterContext db, ListRequest request, CancellationToken cancellationToken)
    {
        var order = fields.Order(request.OrderBy);
        var condition = Condition(request.Filter, request.AsOf);
        var query = new ListQuery(Pattern.Collection, request.Question);
        if (request.KnownAt is null)
        {
            return ListCurrentAsync(db, request, query, order, condition, cancellationToken);
        }
        return order.IsByName
            ? ListKnownAsync(db, request, query, FilterFields<TRow>.InMemory(condition), cancellationToken)
            : throw RpcErrors.InvalidArgument(new FieldViolation("order_by", "must be name where known_at is given"));
    }

    private async Task<Page<TResource>> ListCurrentAsync(
        RegisterContext db, ListRequest request, ListQuery query, ListOrder<TRow> order, Expression<Func<TRow, bool>> condition,
        CancellationToken cancellationToken)
    {
        var rows = db.Set<TRow>().AsNoTracking().Where(row => row.ParentName == request.Parent).Where(condition);
        if (query.After(request.PageToken) is { } after)
        {
            rows = order.After(rows, after);
        }
        var found = order.Sort(rows).Take(request.Size + 1).Select(row => row.Snapshot).AsAsyncEnumerable();
        var (snapshots, hasMore) = await PageBytes.TakeAsync(found, request.Size, snapshot => snapshot.Length, cancellationToken);
        var page = snapshots.ConvertAll(Parser.ParseFrom);
        return new(page, hasMore ? query.TokenAfter(order.MarkOf(RowOf(page[^1]))) : "");
    }

    // What was known is in the log only, so that the filter is tried on one resource after the other.
    private async Task<Page<TResource>> ListKnownAsync(
        RegisterContext db, ListRequest request, ListQuery query, Func<TRow, bool> condition, CancellationToken cancellationToken)
    {
        var prefix = request.Parent.Length > 0 ? $"{request.Parent}/{Collection}/" : $"{Collection}/";
        var after = query.After(request.PageToken) ?? prefix;
        var (looked, last) = (0, "");
        var rows = KnownAt(db, ToMicroseconds(request.KnownAt!))
            // Up to the first name that does not begin so: 0 follows / in the order of names.
            .Where(row => string.Compare(row.Name, after) > 0 && string.Compare(row.Name, prefix.TrimEnd('/') + "0") < 0)
            .OrderBy(row => row.Name).Take(MostLookedAt)
            .Select(row => new { row.Name, row.Resource }).AsAsyncEnumerable()
            .Select(row =>
            {
                (looked, last) = (looked + 1, row.Name);
                return row;
            })
            // Among the children of a parent are those of its other children.
            .Where(row => Pattern.Matches(row.Name))
            .Select(row => (Resource: Unpack(row.Resource), Bytes: row.Resource.Length))
            .Where(known => condition(RowOf(known.Resource)));
        var (page, hasMore) = await PageBytes.TakeAsync(rows, request.Size, known => known.Bytes, cancellationToken);
        return new(
            page.ConvertAll(known => known.Resource),
            hasMore ? query.TokenAfter(page[^1].Resource.Name) : looked == MostLookedAt ? query.TokenAfter(last) : "");
    }

    private static async Task<TResource?> FindKnownAsync(RegisterContext db, string name, long instant, CancellationToken cancellationToken) =>
        await KnownAt(db, instant).Where(row => row.Name == name).Select(row => row.Resource).SingleOrDefaultAsync(cancellationToken)
            is { } resource ? Unpack(resource) : null;

    // The last change of each resource that was recorded by an instant.
    private static IQueryable<ChangeRow> KnownAt(RegisterContext db, long instant) => db.Changes.AsNoTracking().Where(row =>
        row.RecordTime <= instant
        && !db.Changes.Any(later => later.Name == row.Name && later.Revision > row.Revision && later.RecordTime <= instant));

    // `assessments`, the last part of `tracks/{track}/criteria/{criterion}/assessments`.
    private static string Collection => Pattern.Collection[(Pattern.Collection.LastIndexOf('/') + 1)..];

    private static TResource Unpack(byte[] any) => Parser.ParseFrom(Any.Parser.ParseFrom(any).Value);

    private static long ToMicroseconds(Timestamp instant) => Microseconds.From(instant.ToDateTimeOffset());

    private TRow RowOf(TResource resource)
    {
        var row = NewRow(resource.Name);
        index(row, resource);
        return row;
    }

    // What the filter says and, for what happened at a day, that it had happened by the day that is asked for.
    private Expression<Func<TRow, bool>> Condition(string filter, string asOf)
    {
        var byThen = dated is not null && asOf.Length > 0 ? $"{dated} <= {asOf}" : "";
        return (filter, byThen) switch
        {
            ("", "") => _ => true,
            ("", _) => fields.Translate(byThen),
            (_, "") => fields.Translate(filter),
            _ => fields.Translate(filter, byThen),
        };
    }
}
