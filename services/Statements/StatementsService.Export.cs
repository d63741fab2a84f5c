using Alliance.Statements.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    private static readonly string Draft = ProtoEnums.NameOf(Statement.Types.State.Draft);

    /// <inheritdoc/>
    public override Task Export(
        ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        exporter.SendAsync(responseStream, Rows, context.CancellationToken);

    private static IAsyncEnumerable<ExportResponse> Rows(StatementsContext db) =>
        Tables.Sources.Export(db.Set<SourceRow>().OrderBy(row => row.Name))
            .Select(source => new ExportResponse { Source = source })
            .Concat(Tables.Statements.Export(db.Set<StatementRow>().Where(row => row.State != Draft).OrderBy(row => row.Name), ToRow));

    private static ExportResponse ToRow(Statement statement)
    {
        var reason = statement.RetractionReason;
        OutputOnly.Clear(statement);
        return new() { Statement = statement, RetractionReason = reason };
    }
}
