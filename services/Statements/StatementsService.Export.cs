using Alliance.Statements.V1;
using AllianceServices.Contracts;
using AllianceServices.Statements.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    private static readonly string Published = ProtoEnums.NameOf(Statement.Types.State.Published);

    /// <inheritdoc/>
    public override Task Export(
        ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        exporter.SendAsync(responseStream, Rows, context.CancellationToken);

    private static IAsyncEnumerable<ExportResponse> Rows(StatementsContext db) =>
        Tables.Sources.Export(db.Set<SourceRow>().OrderBy(row => row.Name))
            .Select(source => new ExportResponse { Source = source })
            .Concat(Tables.Statements.Export(db.Set<StatementRow>().Where(row => row.State == Published).OrderBy(row => row.Name))
                .Select(statement => new ExportResponse { Statement = statement }));
}
