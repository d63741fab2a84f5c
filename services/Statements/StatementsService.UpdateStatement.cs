using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Statement> UpdateStatement(UpdateStatementRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [request.Statement.Name, .. request.Statement.Sources], async tx =>
        {
            var current = await Tables.Statements.GetAsync(tx.Db, request.Statement.Name, request.Etag, context.CancellationToken);
            if (current.State == Statement.Types.State.Retracted)
            {
                throw RpcErrors.StateNotAllowed(
                    current.Name, ProtoEnums.NameOf(current.State), "is retracted; it can be published again, and corrected then");
            }
            DemandNote(current.State, request.CorrectionNote);
            var changed = masks.Apply(current, request.Statement, request.UpdateMask, "statement");
            if (Messages.AreSame(changed, current))
            {
                return current;
            }
            if (await StatementRules.CheckAsync(tx.Db, changed, "statement", context.CancellationToken) is { Count: > 0 } violations)
            {
                throw RpcErrors.InvalidArgument(violations);
            }
            if (request.CorrectionNote.Length > 0)
            {
                changed.CorrectionNote = request.CorrectionNote;
            }
            return await Tables.Statements.SaveAsync(tx, changed, Change.Types.Kind.Updated, context.CancellationToken);
        });

    private static void DemandNote(Statement.Types.State state, string note)
    {
        if (state == Statement.Types.State.Published && string.IsNullOrWhiteSpace(note))
        {
            throw RpcErrors.InvalidArgument(new FieldViolation("correction_note", "is required: the statement is published"));
        }
        if (state == Statement.Types.State.Draft && note.Length > 0)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation("correction_note", "must be empty: the statement is a draft"));
        }
    }
}
