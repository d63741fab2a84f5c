using Alliance.Type.V1;
using AllianceServices.Gateway.Events;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf.WellKnownTypes;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Gateway;

/// <summary>The Gateway's composite views, one file each.</summary>
internal sealed partial class ReadinessService(
    ViewHolder view, ViewFeeds feeds, SendTurns turns, WatchOptions watch, WatchMetrics metrics, TimeProvider clock, Drain drain)
    : ReadinessServiceBase
{
    // The views as they are now; UNAVAILABLE while they are not complete.
    private ModelViews Views =>
        view.Now is var now && now.Unread.Count > 0 ? throw RpcErrors.ViewNotReady(now.Unread[0]) : now.Views;

    private static TrackView ViewOf(ModelViews views, string track, Cut cut) =>
        views.Of(track, cut) ?? throw RpcErrors.NotFound("alliance.services/Track", track);

    private static Cut CutAt(Timestamp? knownAt) => Cut.KnownAt(knownAt?.ToDateTimeOffset());

    private Timestamp KnownAtOrNow(Timestamp? knownAt) => knownAt ?? clock.GetUtcNow().ToTimestamp();

    private DateOnly DayOrToday(string day) => IsoDate.ParseOptional(day) ?? IsoDate.DayOf(clock.GetUtcNow());

    private static IEnumerable<LogPosition> FreshAsOf(ModelViews views) =>
        views.Model.LogPositions.ToMessages();

    // `tracks/{track}` of `tracks/{track}/readiness`.
    private static string TrackOf(string name) => name[..name.LastIndexOf('/')];
}
