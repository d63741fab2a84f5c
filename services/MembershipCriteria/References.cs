using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using AllianceServices.MembershipCriteria.Events;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

/// <summary>
/// Tells whether the records that a resource refers to exist and are public. What the logs of the other registers said is
/// known here and holds while those are away; a register is asked only about what is not known to be public. A record that was
/// retracted a moment ago may be taken once more: its retraction follows, and marks what relies on it.
/// </summary>
public sealed class References(
    Register<CriteriaContext> register, StatementsService.StatementsServiceClient statements,
    AgreementsService.AgreementsServiceClient agreements)
{
    private const int BatchSize = 50;

    /// <summary>Those of the names that exist. A draft does not: only what is public can be relied on.</summary>
    /// <param name="names">The names.</param>
    /// <param name="deadline">Until when to ask.</param>
    /// <param name="retractedToo">Whether what was public once will do, as for what relied on it then.</param>
    public async Task<IReadOnlySet<string>> ExistingAsync(IEnumerable<string> names, DateTime deadline, bool retractedToo = false)
    {
        var asked = names.Distinct().ToList();
        var existing = await FindKnownAsync(asked, retractedToo);
        foreach (var group in asked.Where(name => !existing.Contains(name)).GroupBy(name => name[..name.IndexOf('/', StringComparison.Ordinal)]))
        {
            foreach (var batch in group.Chunk(BatchSize))
            {
                existing.UnionWith(await FindAsync(group.Key, batch, deadline, retractedToo));
            }
        }
        return existing;
    }

    private async Task<HashSet<string>> FindKnownAsync(List<string> names, bool retractedToo)
    {
        if (names.Count == 0)
        {
            return [];
        }
        await using var db = await register.OpenAsync(CancellationToken.None);
        return [.. await KnownRecords.ExistingAsync(db, names, retractedToo, CancellationToken.None)];
    }

    private async Task<IEnumerable<string>> FindAsync(string collection, string[] names, DateTime deadline, bool retractedToo)
    {
        try
        {
            return await AskAsync(collection, names, deadline, retractedToo);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument && names.Length > 1)
        {
            // Together they are more than an answer may hold.
            var half = names.Length / 2;
            return (await FindAsync(collection, names[..half], deadline, retractedToo))
                .Concat(await FindAsync(collection, names[half..], deadline, retractedToo));
        }
    }

    private async Task<IEnumerable<string>> AskAsync(string collection, string[] names, DateTime deadline, bool retractedToo)
    {
        switch (collection)
        {
            case "sources":
                var sources = await Peers.CallAsync(ServiceInfo.Statements, deadline, options => statements.BatchGetSourcesAsync(
                    new() { Names = { names }, AllowMissing = true }, options));
                return sources.Sources.Select(source => source.Name);
            case "statements":
                var said = await Peers.CallAsync(ServiceInfo.Statements, deadline, options => statements.BatchGetStatementsAsync(
                    new() { Names = { names }, AllowMissing = true }, options));
                return said.Statements.Where(s => s.State == Statement.Types.State.Published || (retractedToo && s.State == Statement.Types.State.Retracted)).Select(s => s.Name);
            case "agreements":
                var agreed = await Peers.CallAsync(ServiceInfo.Agreements, deadline, options => agreements.BatchGetAgreementsAsync(
                    new() { Names = { names }, AllowMissing = true }, options));
                return agreed.Agreements.Select(agreement => agreement.Name);
            default:
                return [];
        }
    }
}
