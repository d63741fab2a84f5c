using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<Agreement> CreateAgreement(CreateAgreementRequest request, ServerCallContext context)
    {
        var created = await register.WriteAsync(context, request, request.RequestId, tx =>
        {
            var agreement = request.Agreement.Clone();
            OutputOnly.Clear(agreement);
            agreement.Name = $"agreements/{request.AgreementId}";
            if (AgreementRules.Check(agreement, "agreement", IsoDate.DayOf(clock.GetUtcNow())) is { Count: > 0 } violations)
            {
                throw RpcErrors.InvalidArgument(violations);
            }
            AgreementRules.Derive(agreement);
            return Tables.Agreements.CreateAsync(tx, agreement, Change.Types.Kind.Created, context.CancellationToken);
        });
        return AgreementRules.WithState(created, clock.GetUtcNow());
    }
}
