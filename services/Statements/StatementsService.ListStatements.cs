using Alliance.Statements.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override async Task<ListStatementsResponse> ListStatements(
        ListStatementsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        var page = await Tables.Statements.ListAsync(
            db, new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy, request.KnownAt) { AsOf = request.AsOf },
            context.CancellationToken);
        return new() { Statements = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
