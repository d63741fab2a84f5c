using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override Task<Criterion> UpdateCriterion(UpdateCriterionRequest request, ServerCallContext context) => UpdateAsync(
        Tables.Criteria, new(request, request.Criterion, request.UpdateMask, request.Etag, request.RequestId), "criterion", context);
}
