using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListAssessmentsResponse> ListAssessments(
        ListAssessmentsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(context.CancellationToken);
        await Tables.Criteria.GetAsync(db, request.Parent, context.CancellationToken);
        var page = await Tables.Assessments.ListAsync(
            db, request.Parent, request.PageSize, request.PageToken, request.Filter, context.CancellationToken);
        return new() { Assessments = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
