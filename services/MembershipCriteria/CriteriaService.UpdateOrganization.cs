using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override Task<Organization> UpdateOrganization(UpdateOrganizationRequest request, ServerCallContext context) => UpdateAsync(
        Tables.Organizations, new(request, request.Organization, request.UpdateMask, request.Etag, request.RequestId), "organization", context);
}
