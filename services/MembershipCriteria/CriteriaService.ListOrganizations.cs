using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListOrganizationsResponse> ListOrganizations(
        ListOrganizationsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var page = await Tables.Organizations.ListAsync(
            db, parent: "", request.PageSize, request.PageToken, request.Filter, context.CancellationToken);
        return new() { Organizations = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
