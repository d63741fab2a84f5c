using Alliance.Statements.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override Task<ImportResponse> Import(
        IAsyncStreamReader<ImportRequest> requestStream, ServerCallContext context) =>
        importer.RunAsync(requestStream, context);
}
