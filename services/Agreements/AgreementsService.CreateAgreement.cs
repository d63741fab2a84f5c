using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<Agreement> CreateAgreement(CreateAgreementRequest request, ServerCallContext context)
    {
        var created = await register.WriteAsync(context, request, request.RequestId, [$"agreements/{request.AgreementId}"], tx =>
        {
            var agreement = request.Agreement.Clone();
            OutputOnly.Clear(agreement);
            agreement.Name = $"agreements/{request.AgreementId}";
            CheckAndDerive(agreement);
            return Tables.Agreements.CreateAsync(tx, agreement, Change.Types.Kind.Created, context.CancellationToken);
        });
        return AgreementRules.WithState(created, Today);
    }
}
