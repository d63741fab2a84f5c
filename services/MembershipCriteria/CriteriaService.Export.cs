using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override Task Export(
        ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context) =>
        exporter.SendAsync(responseStream, Rows, context.CancellationToken);

    // What others refer to comes before them.
    private static IAsyncEnumerable<ExportResponse> Rows(CriteriaContext db) =>
        Tables.Organizations.Export(db.Set<OrganizationRow>().OrderBy(row => row.Name))
            .Select(organization => new ExportResponse { Organization = organization })
            .Concat(Tables.Tracks.Export(db.Set<TrackRow>().OrderBy(row => row.Name))
                .Select(track => new ExportResponse { Track = track }))
            .Concat(Tables.Criteria.Export(db.Set<CriterionRow>().OrderBy(row => row.DetailedCriterion != "").ThenBy(row => row.Name))
                .Select(criterion => new ExportResponse { Criterion = criterion }))
            .Concat(Tables.Assessments.Export(db.Set<AssessmentRow>().OrderBy(row => row.Name))
                .Select(assessment => new ExportResponse { Assessment = assessment }));
}
