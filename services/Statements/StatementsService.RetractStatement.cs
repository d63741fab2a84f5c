using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Statement> RetractStatement(RetractStatementRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [request.Name], async tx =>
        {
            var statement = await Tables.Statements.GetAsync(tx.Db, request.Name, request.Etag, context.CancellationToken);
            switch (statement.State)
            {
                case Statement.Types.State.Retracted:
                    return statement;
                case Statement.Types.State.Published:
                    statement.State = Statement.Types.State.Retracted;
                    statement.RetractionReason = request.Reason;
                    return await Tables.Statements.SaveAsync(tx, statement, Change.Types.Kind.Retracted, context.CancellationToken);
                default:
                    throw RpcErrors.StateNotAllowed(
                        statement.Name, ProtoEnums.NameOf(statement.State), "is a draft; only what is published can be retracted");
            }
        });
}
