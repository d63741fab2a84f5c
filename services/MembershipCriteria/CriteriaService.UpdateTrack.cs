using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Storage;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria;

public sealed partial class CriteriaService
{
    /// <inheritdoc/>
    public override Task<Track> UpdateTrack(UpdateTrackRequest request, ServerCallContext context) => UpdateAsync(
        Tables.Tracks, new(request, request.Track, request.UpdateMask, request.Etag, request.RequestId), "track", context);
}
