using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<ListAgreementRevisionsResponse> ListAgreementRevisions(
        ListAgreementRevisionsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var page = await Tables.Agreements.ListRevisionsAsync(
            db, request.Name, request.PageSize, request.PageToken, context.CancellationToken);
        return new()
        {
            Revisions = { page.Items.Select(item => new AgreementRevision { Agreement = item.Resource, Revision = item.Revision }) },
            NextPageToken = page.NextPageToken,
        };
    }
}
