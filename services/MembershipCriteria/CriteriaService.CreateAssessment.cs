using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<Assessment> CreateAssessment(CreateAssessmentRequest request, ServerCallContext context)
    {
        var assessment = request.Assessment.Clone();
        var asked = await PrepareAsync(assessment, $"{request.Parent}/assessments/{request.AssessmentId}", "assessment", context);
        return await register.WriteAsync(context, request, request.RequestId, [assessment.Name, request.Parent], async tx =>
        {
            await Tables.Criteria.GetAsync(tx.Db, request.Parent, context.CancellationToken);
            await CheckAsync(tx.Db, assessment, "assessment", await asked, context);
            return await Tables.Assessments.CreateAsync(tx, assessment, Change.Types.Kind.Created, context.CancellationToken);
        });
    }
}
