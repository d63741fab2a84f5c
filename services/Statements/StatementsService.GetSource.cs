using Alliance.Statements.V1;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    /// <inheritdoc/>
    public override async Task<Source> GetSource(GetSourceRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        return await Tables.Sources.GetAsync(db, request.Name, "", request.KnownAt, context.CancellationToken);
    }
}
