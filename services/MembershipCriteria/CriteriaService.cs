using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Alliance.Criteria.V1.CriteriaService;

namespace AllianceServices.MembershipCriteria;

/// <summary>The MembershipCriteria register's methods, one file each.</summary>
public sealed partial class CriteriaService(
    Register<CriteriaContext> register, ChangeStream<CriteriaContext> changes, CriteriaImporter importer,
    Exporter<CriteriaContext> exporter, References references,
    FieldMasks masks)
    : CriteriaServiceBase
{
    // What all Create methods do before they store: drop what callers do not decide, name the resource, check it.
    private async Task<Task<IReadOnlySet<string>>> PrepareAsync(IResource resource, string name, string path, ServerCallContext context)
    {
        OutputOnly.Clear(resource);
        resource.Name = name;
        return await AskAsync(NamesIn(resource, path), context);
    }

    // Asked before the write's turn, which does not wait for another service. That there was no answer counts in the turn alone:
    // whether the write repeats one that was answered is known only there.
    private async Task<Task<IReadOnlySet<string>>> AskAsync(IEnumerable<string> names, ServerCallContext context)
    {
        var asked = references.ExistingAsync(names, context.Deadline);
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asked;
    }

    // What the Update methods have in common. A reference that the resource has had is not asked for again: nothing is deleted.
    private async Task<TResource> UpdateAsync<TRow, TResource>(
        ResourceTable<TRow, TResource> table, Update<TResource> update, string path, ServerCallContext context)
        where TRow : ResourceRow, new()
        where TResource : class, IResource, IMessage<TResource>, new()
    {
        var asked = await AskAsync(NamesIn(update.Patch, path), context);
        return await register.WriteAsync(context, update.Request, update.RequestId, [update.Patch.Name], async tx =>
        {
            var current = await table.GetAsync(tx.Db, update.Patch.Name, update.Etag, context.CancellationToken);
            var changed = masks.Apply(current, update.Patch, update.Mask, path);
            var existing = (await asked).Union(NamesIn(current, path)).ToHashSet(StringComparer.Ordinal);
            await CheckAsync(tx.Db, changed, path, existing, context);
            return await table.UpdateAsync(tx, current, changed, context.CancellationToken);
        });
    }

    private static IEnumerable<string> NamesIn(IResource resource, string path) =>
        CriteriaRules.ReferencesOf(resource, path).Select(reference => reference.Name);

    private static async Task CheckAsync(
        CriteriaContext db, IResource resource, string path, IReadOnlySet<string> existing, ServerCallContext context)
    {
        if (await CriteriaRules.CheckAsync(db, resource, path, existing, context.CancellationToken) is { Count: > 0 } violations)
        {
            throw RpcErrors.InvalidArgument(violations);
        }
    }

    private sealed record Update<TResource>(IMessage Request, TResource Patch, FieldMask? Mask, string Etag, string RequestId);
}
