using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<Criterion> CreateCriterion(CreateCriterionRequest request, ServerCallContext context)
    {
        var criterion = request.Criterion.Clone();
        var asked = await PrepareAsync(criterion, $"{request.Parent}/criteria/{request.CriterionId}", "criterion", context);
        return await register.WriteAsync(context, request, request.RequestId, [criterion.Name, request.Parent, criterion.Parent], async tx =>
        {
            await Tables.Tracks.GetAsync(tx.Db, request.Parent, context.CancellationToken);
            await CheckAsync(tx.Db, criterion, "criterion", await asked, context);
            return await Tables.Criteria.CreateAsync(tx, criterion, Change.Types.Kind.Created, context.CancellationToken);
        });
    }
}
