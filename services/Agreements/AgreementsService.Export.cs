using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override Task Export(
        ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        exporter.SendAsync(responseStream, Rows, context.CancellationToken);

    private static IAsyncEnumerable<ExportResponse> Rows(AgreementsContext db) =>
        Tables.Agreements.Export(db.Set<AgreementRow>().OrderBy(row => row.Name))
            .Select(agreement => new ExportResponse { Agreement = agreement });
}
