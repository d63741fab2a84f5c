using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override async Task<BatchGetStatementsResponse> BatchGetStatements(
        BatchGetStatementsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        var found = await Tables.Statements.BatchGetAsync(
            db, request.Names, parent: null, request.AllowMissing, context.CancellationToken);
        return new() { Statements = { found } };
    }
}
