using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<Agreement> UpdateAgreement(UpdateAgreementRequest request, ServerCallContext context)
    {
        var updated = await register.WriteAsync(context, request, request.RequestId, [request.Agreement.Name], async tx =>
        {
            var current = await Tables.Agreements.GetAsync(tx.Db, request.Agreement.Name, request.Etag, context.CancellationToken);
            var changed = masks.Apply(current, request.Agreement, request.UpdateMask, "agreement");
            CheckAndDerive(changed);
            return await Tables.Agreements.UpdateAsync(tx, current, changed, context.CancellationToken);
        });
        return AgreementRules.WithState(updated, Today);
    }
}
