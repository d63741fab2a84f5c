using Alliance.Criteria.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override Task<ImportResponse> Import(
        IAsyncStreamReader<ImportRequest> requestStream, ServerCallContext context) =>
        importer.RunAsync(requestStream, context);
}
