using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Statement> PublishStatement(PublishStatementRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [request.Name], async tx =>
        {
            var statement = await Tables.Statements.GetAsync(tx.Db, request.Name, request.Etag, context.CancellationToken);
            if (statement.State == Statement.Types.State.Published)
            {
                return statement;
            }
            statement.State = Statement.Types.State.Published;
            statement.ClearRetractionReason();
            return await Tables.Statements.SaveAsync(tx, statement, Change.Types.Kind.Published, context.CancellationToken);
        });
}
