using System.Globalization;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.Resources;

public sealed partial class ResourceTable<TRow, TResource>
{
    /// <summary>The resource for a change that follows a certain revision: ABORTED if there has been another since.</summary>
    /// <param name="db">The database.</param>
    /// <param name="name">The resource.</param>
    /// <param name="etag">The etag of that revision; empty for whichever is the current one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TResource> GetAsync(RegisterContext db, string name, string etag, CancellationToken cancellationToken)
    {
        var resource = await GetAsync(db, name, cancellationToken);
        return etag.Length == 0 || etag == resource.Etag ? resource : throw RpcErrors.EtagMismatch(name, resource.Etag);
    }

    /// <summary>One page of the revisions of a resource, the newest first; NOT_FOUND without the resource.</summary>
    public async Task<Page<(TResource Resource, Revision Revision)>> ListRevisionsAsync(
        RegisterContext db, string name, int pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var query = new ListQuery(Pattern.Collection + "/revisions", name);
        var size = pageSize == 0 ? ListRequest.DefaultPageSize : pageSize;
        var rows = db.Changes.AsNoTracking().Where(row => row.Name == name);
        if (query.After(pageToken) is { } after)
        {
            var before = long.TryParse(after, CultureInfo.InvariantCulture, out var revision) ? revision : throw ListQuery.Invalid();
            rows = rows.Where(row => row.Revision < before);
        }
        var found = rows.OrderByDescending(row => row.Revision).Take(size + 1).AsAsyncEnumerable();
        var (page, hasMore) = await PageBytes.TakeAsync(found, size, row => row.Resource.Length, cancellationToken);
        if (page.Count == 0 && pageToken.Length == 0)
        {
            throw RpcErrors.NotFound(Pattern.Type, name);
        }
        return new(
            page.ConvertAll(row => (Unpack(row.Resource), ToRevision(row))),
            hasMore ? query.TokenAfter(page[^1].Revision.ToString(CultureInfo.InvariantCulture)) : "");
    }

    private static Revision ToRevision(ChangeRow row) => new()
    {
        Sequence = row.Sequence,
        Kind = row.Kind,
        RecordTime = Microseconds.ToTimestamp(row.RecordTime),
        Actor = row.Actor,
    };
}
