using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Events;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override async Task<Track> CreateTrack(CreateTrackRequest request, ServerCallContext context)
    {
        var track = request.Track.Clone();
        var asked = await PrepareAsync(track, $"tracks/{request.TrackId}", "track", context);
        return await register.WriteAsync(context, request, request.RequestId, [track.Name, track.Organization], async tx =>
        {
            await CheckAsync(tx.Db, track, "track", await asked, context);
            var created = await Tables.Tracks.CreateAsync(tx, track, Change.Types.Kind.Created, context.CancellationToken);
            await PositionDerivation.DeriveAllAsync(tx, created, context.CancellationToken);
            return created;
        });
    }
}
