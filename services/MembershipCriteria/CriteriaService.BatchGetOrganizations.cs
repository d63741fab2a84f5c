using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<BatchGetOrganizationsResponse> BatchGetOrganizations(
        BatchGetOrganizationsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var found = await Tables.Organizations.BatchGetAsync(
            db, request.Names, parent: null, request.AllowMissing, context.CancellationToken);
        return new() { Organizations = { found } };
    }
}
