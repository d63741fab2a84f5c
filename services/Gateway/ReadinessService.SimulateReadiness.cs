using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<SimulateReadinessResponse> SimulateReadiness(SimulateReadinessRequest request, ServerCallContext context)
    {
        var views = Views;
        var asOf = DayOrToday(request.AsOf);
        var track = ViewOf(views, TrackOf(request.Name), CutAt(request.KnownAt));
        if (SimulationRules.Check(request, track.Facts, asOf) is { Count: > 0 } violations)
        {
            throw RpcErrors.InvalidArgument(violations);
        }
        var assumed = track.Facts.Assume(
            asOf,
            request.Statuses.ToDictionary(s => s.Criterion, s => (Domain.Status)s.Status, StringComparer.Ordinal),
            request.Positions.ToDictionary(p => p.Party, p => (Stance)p.Stance, StringComparer.Ordinal),
            request.Weights.ToDictionary(w => w.Criterion, w => w.Weight, StringComparer.Ordinal));
        var real = track.On(asOf);
        var simulated = ReadinessMethodV1.Compose(assumed, asOf).ToMessage();
        var response = new SimulateReadinessResponse
        {
            Real = Differences.Summary(real, IsoDate.Format(asOf)),
            Differences = { Differences.Between(real, simulated, changes: null) },
            Readiness = simulated,
        };
        simulated.AsOf = IsoDate.Format(asOf);
        simulated.KnownAt = KnownAtOrNow(request.KnownAt);
        simulated.FreshAsOf.Add(FreshAsOf(views));
        return Task.FromResult(response);
    }
}
