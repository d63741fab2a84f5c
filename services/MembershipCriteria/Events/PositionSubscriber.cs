using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Events;

/// <summary>
/// Follows a register, keeps which of its records exist, and derives positions from what they say. The cursor is committed with what was derived, so
/// that each change has its effect exactly once.
/// </summary>
internal sealed class PositionSubscriber(
    string register, OpenChangeStream openStream, Register<CriteriaContext> store, EventMetrics metrics,
    TimeProvider clock, ILogger<PositionSubscriber> logger)
    : ChangeSubscriber(register, openStream, metrics, clock, logger)
{
    /// <summary>A subscriber to one of the two registers that speak of positions.</summary>
    public static PositionSubscriber To(ServiceInfo register, IServiceProvider services)
    {
        OpenChangeStream openStream = register == ServiceInfo.Statements
            ? (request, options) => services.GetRequiredService<StatementsService.StatementsServiceClient>()
                .StreamChanges(request, options)
            : (request, options) => services.GetRequiredService<AgreementsService.AgreementsServiceClient>()
                .StreamChanges(request, options);
        return ActivatorUtilities.CreateInstance<PositionSubscriber>(services, register.Name, openStream);
    }

    /// <inheritdoc/>
    protected override async Task<long> ReadCursorAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.OpenAsync(cancellationToken);
        var name = CursorRow.UpstreamName(Register);
        return await db.Cursors.Where(row => row.Name == name).Select(row => row.Sequence).SingleOrDefaultAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ApplyAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        store.TransactAsync(ServiceInfo.Criteria.Name, requestId: "", async tx =>
        {
            // Another replica may have handled some of them since the cursor was read.
            var cursor = await tx.ReadUpstreamCursorAsync(Register, cancellationToken);
            var following = changes.SkipWhile(change => change.Sequence <= cursor).ToList();
            if (following.Count == 0 || following[0].Sequence != cursor + 1)
            {
                return false;
            }
            // First, so that the positions that follow carry the cursor which they include.
            await tx.MoveCursorAsync(Register, following[^1].Sequence, cancellationToken);
            var affected = new HashSet<PartyOnTrack>();
            // A record counts as what it has become by the last of the changes.
            var latest = following.GroupBy(change => change.Name).Select(ofOne => ofOne.Last()).ToList();
            await KnownRecords.NoteAsync(tx.Db, latest, cancellationToken);
            foreach (var change in latest)
            {
                if (PositionEntries.Of(change) is { } entries)
                {
                    affected.UnionWith(await PositionEntries.ReplaceAsync(tx.Db, change.Name, entries, cancellationToken));
                }
            }
            await PositionDerivation.DeriveAsync(tx, affected, cancellationToken);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    protected override Task StartOverAsync() =>
        store.TransactAsync(ServiceInfo.Criteria.Name, requestId: "", async tx =>
        {
            await tx.MoveCursorAsync(Register, 0, CancellationToken.None);
            await KnownRecords.ClearAsync(tx.Db, Register, CancellationToken.None);
            var affected = await PositionEntries.ClearAsync(tx.Db, Register, CancellationToken.None);
            await PositionDerivation.DeriveAsync(tx, affected, CancellationToken.None);
            return true;
        }, CancellationToken.None);
}
