using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<Agreement> GetAgreement(GetAgreementRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        var agreement = await Tables.Agreements.GetAsync(db, request.Name, request.AsOf, request.KnownAt, context.CancellationToken);
        return AgreementRules.WithState(agreement, DayOrToday(request.AsOf));
    }
}
