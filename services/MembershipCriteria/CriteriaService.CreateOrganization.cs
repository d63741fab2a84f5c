using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<Organization> CreateOrganization(CreateOrganizationRequest request, ServerCallContext context)
    {
        var organization = request.Organization.Clone();
        var asked = await PrepareAsync(organization, $"organizations/{request.OrganizationId}", "organization", context);
        return await register.WriteAsync(context, request, request.RequestId, [organization.Name], async tx =>
        {
            await CheckAsync(tx.Db, organization, "organization", await asked, context);
            return await Tables.Organizations.CreateAsync(tx, organization, Change.Types.Kind.Created, context.CancellationToken);
        });
    }
}
