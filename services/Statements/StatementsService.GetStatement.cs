using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override async Task<Statement> GetStatement(GetStatementRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        return await Tables.Statements.GetAsync(db, request.Name, request.AsOf, request.KnownAt, context.CancellationToken);
    }
}
