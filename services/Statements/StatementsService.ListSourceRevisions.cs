using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override async Task<ListSourceRevisionsResponse> ListSourceRevisions(
        ListSourceRevisionsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var page = await Tables.Sources.ListRevisionsAsync(
            db, request.Name, request.PageSize, request.PageToken, context.CancellationToken);
        return new()
        {
            Revisions = { page.Items.Select(item => new SourceRevision { Source = item.Resource, Revision = item.Revision }) },
            NextPageToken = page.NextPageToken,
        };
    }
}
