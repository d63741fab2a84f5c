using Alliance.Readiness.V1;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<CompareReadinessResponse> CompareReadiness(CompareReadinessRequest request, ServerCallContext context)
    {
        var (from, to) = (IsoDate.Parse(request.From), DayOrToday(request.To));
        RefuseReversed(from, to);
        var views = Views;
        var track = ViewOf(views, TrackOf(request.Name), CutAt(request.KnownAt));
        var (before, after) = (track.On(from), track.On(to));
        return Task.FromResult(new CompareReadinessResponse
        {
            Before = Differences.Summary(before, IsoDate.Format(from)),
            After = Differences.Summary(after, IsoDate.Format(to)),
            Differences = { Differences.Between(before, after, track.ChangesBetween(from, to)) },
            Method = after.Method,
            KnownAt = KnownAtOrNow(request.KnownAt),
            FreshAsOf = { FreshAsOf(views) },
        });
    }

    private static void RefuseReversed(DateOnly from, DateOnly to)
    {
        if (from > to)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation("to", $"must not be before from, {IsoDate.Format(from)}"));
        }
    }
}
