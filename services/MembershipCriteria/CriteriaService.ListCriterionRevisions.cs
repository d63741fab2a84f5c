using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListCriterionRevisionsResponse> ListCriterionRevisions(
        ListCriterionRevisionsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var page = await Tables.Criteria.ListRevisionsAsync(
            db, request.Name, request.PageSize, request.PageToken, context.CancellationToken);
        return new()
        {
            Revisions = { page.Items.Select(item => new CriterionRevision { Criterion = item.Resource, Revision = item.Revision }) },
            NextPageToken = page.NextPageToken,
        };
    }
}
