using Alliance.Readiness.V1;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<Readiness> GetReadiness(GetReadinessRequest request, ServerCallContext context) =>
        Task.FromResult(GetEncodedReadiness(request).Decode<Readiness>());

    /// <summary>The same answer, for callers of gRPC, who get it without its being decoded on the way.</summary>
    internal EncodedMessage GetEncodedReadiness(GetReadinessRequest request)
    {
        var views = Views;
        var today = IsoDate.DayOf(clock.GetUtcNow());
        var asOf = IsoDate.ParseOptional(request.AsOf) ?? today;
        var track = ViewOf(views, TrackOf(request.Name), CutAt(request.KnownAt));
        return new(
            (asOf == today ? track.Today(today).Encoded : track.EncodedOn(asOf)).Parts,
            new Readiness
            {
                AsOf = IsoDate.Format(asOf),
                KnownAt = KnownAtOrNow(request.KnownAt),
                FreshAsOf = { FreshAsOf(views) },
            });
    }
}
