using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<ListAssessmentsResponse> ListAssessments(
        ListAssessmentsRequest request, ServerCallContext context)
    {
        await using var db = await register.OpenAsync(request.KnownAt, context.CancellationToken);
        await Tables.Criteria.GetAsync(db, request.Parent, "", request.KnownAt, context.CancellationToken);
        var page = await Tables.Assessments.ListAsync(
            db, new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy, request.KnownAt) { Parent = request.Parent, AsOf = request.AsOf },
            context.CancellationToken);
        return new() { Assessments = { page.Items }, NextPageToken = page.NextPageToken };
    }
}
