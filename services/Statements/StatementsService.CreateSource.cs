using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<Source> CreateSource(CreateSourceRequest request, ServerCallContext context) =>
        register.WriteAsync(context, request, request.RequestId, [$"sources/{request.SourceId}"], tx =>
        {
            var source = request.Source.Clone();
            OutputOnly.Clear(source);
            source.Name = $"sources/{request.SourceId}";
            return Tables.Sources.CreateAsync(tx, source, Change.Types.Kind.Created, context.CancellationToken);
        });
}
