using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<ListAgreementsResponse> ListAgreements(
        ListAgreementsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        var page = await Tables.Agreements.ListAsync(
            db, new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy, request.KnownAt) { AsOf = request.AsOf },
            context.CancellationToken);
        return new()
        {
            Agreements = { page.Items.Select(agreement => AgreementRules.WithState(agreement, DayOrToday(request.AsOf))) },
            NextPageToken = page.NextPageToken,
        };
    }
}
