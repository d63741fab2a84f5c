using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Source> UpdateSource(UpdateSourceRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [request.Source.Name], async tx =>
        {
            var current = await Tables.Sources.GetAsync(tx.Db, request.Source.Name, request.Etag, context.CancellationToken);
            var changed = masks.Apply(current, request.Source, request.UpdateMask, "source");
            return await Tables.Sources.UpdateAsync(tx, current, changed, context.CancellationToken);
        });
}
