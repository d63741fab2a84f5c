using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override Task StreamChanges(
        StreamChangesRequest request, IServerStreamWriter<StreamChangesResponse> responseStream, ServerCallContext context) =>
        changes.SendAsync(request, responseStream, context.CancellationToken);
}
