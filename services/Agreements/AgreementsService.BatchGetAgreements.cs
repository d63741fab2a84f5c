using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<BatchGetAgreementsResponse> BatchGetAgreements(
        BatchGetAgreementsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var found = await Tables.Agreements.BatchGetAsync(
            db, request.Names, parent: null, request.AllowMissing, context.CancellationToken);
        return new() { Agreements = { found.Select(agreement => AgreementRules.WithState(agreement, Today)) } };
    }
}
