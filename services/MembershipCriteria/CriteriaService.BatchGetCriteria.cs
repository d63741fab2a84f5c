using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<BatchGetCriteriaResponse> BatchGetCriteria(
        BatchGetCriteriaRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var found = await Tables.Criteria.BatchGetAsync(
            db, request.Names, request.Parent, request.AllowMissing, context.CancellationToken);
        return new() { Criteria = { found } };
    }
}
