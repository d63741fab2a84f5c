using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListPositionsResponse> ListPositions(
        ListPositionsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        await Tables.Tracks.GetAsync(db, request.Parent, context.CancellationToken);
        var page = await Tables.Positions.ListAsync(
            db, request.Parent, request.PageSize, request.PageToken, request.Filter, context.CancellationToken);
        return new() { Positions = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
