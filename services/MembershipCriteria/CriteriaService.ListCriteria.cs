using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListCriteriaResponse> ListCriteria(
        ListCriteriaRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        await Tables.Tracks.GetAsync(db, request.Parent, "", request.KnownAt, context.CancellationToken);
        var page = await Tables.Criteria.ListAsync(
            db, new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy, request.KnownAt) { Parent = request.Parent },
            context.CancellationToken);
        return new() { Criteria = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
