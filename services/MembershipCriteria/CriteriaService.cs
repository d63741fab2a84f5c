using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;
using static Alliance.Criteria.V1.CriteriaService;

namespace AllianceServices.MembershipCriteria;

/// <summary>The MembershipCriteria register's methods, one file each.</summary>
public sealed partial class CriteriaService(
    Register<CriteriaContext> register, ChangeStream<CriteriaContext> changes, CriteriaImporter importer, References references)
    : CriteriaServiceBase
{
    // What all Create methods do before they store: drop what callers do not decide, name the resource, check it.
    private async Task<IReadOnlySet<string>> PrepareAsync(IResource resource, string name, string path, ServerCallContext context)
    {
        OutputOnly.Clear(resource);
        resource.Name = name;
        var names = CriteriaRules.ReferencesOf(resource, path).Select(reference => reference.Name);
        return await references.ExistingAsync(names, context.Deadline);
    }

    private static async Task CheckAsync(
        CriteriaContext db, IResource resource, string path, IReadOnlySet<string> existing, ServerCallContext context)
    {
        if (await CriteriaRules.CheckAsync(db, resource, path, existing, context.CancellationToken) is { Count: > 0 } violations)
        {
            throw RpcErrors.InvalidArgument(violations);
        }
    }
}
