using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListTracksResponse> ListTracks(
        ListTracksRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        var page = await Tables.Tracks.ListAsync(
            db, new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy, request.KnownAt),
            context.CancellationToken);
        return new() { Tracks = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
