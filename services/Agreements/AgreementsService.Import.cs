using Alliance.Agreements.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override Task<ImportResponse> Import(
        IAsyncStreamReader<ImportRequest> requestStream, ServerCallContext context) =>
        importer.RunAsync(requestStream, context);
}
