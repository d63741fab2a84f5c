using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        return AsOfDay.Of(await Tables.Positions.GetAsync(db, request.Name, "", request.KnownAt, context.CancellationToken), request.AsOf);
    }
}
