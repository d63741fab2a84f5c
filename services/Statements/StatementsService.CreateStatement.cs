using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Statement> CreateStatement(CreateStatementRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [$"statements/{request.StatementId}", .. request.Statement.Sources], async tx =>
        {
            var statement = request.Statement.Clone();
            OutputOnly.Clear(statement);
            statement.Name = $"statements/{request.StatementId}";
            statement.State = Statement.Types.State.Draft;
            if (await StatementRules.CheckAsync(tx.Db, statement, "statement", context.CancellationToken) is { Count: > 0 } violations)
            {
                throw RpcErrors.InvalidArgument(violations);
            }
            return await Tables.Statements.CreateAsync(tx, statement, Change.Types.Kind.Created, context.CancellationToken);
        });
}
