using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<ListAgreementsResponse> ListAgreements(
        ListAgreementsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var page = await Tables.Agreements.ListAsync(
            db, parent: "", request.PageSize, request.PageToken, request.Filter, context.CancellationToken);
        return new()
        {
            Agreements = { page.Items.Select(agreement => AgreementRules.WithState(agreement, clock.GetUtcNow())) },
            NextPageToken = page.NextPageToken,
        };
    }
}
