using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;
using Readiness = Alliance.Readiness.V1.Readiness;

namespace AllianceServices.Gateway;

public sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<Readiness> GetReadiness(GetReadinessRequest request, ServerCallContext context)
    {
        if (view.Unread.FirstOrDefault() is { } register)
        {
            throw RpcErrors.ViewNotReady(register);
        }
        var now = clock.GetUtcNow();
        var asOf = request.AsOf.Length > 0 ? IsoDate.Parse(request.AsOf) : IsoDate.DayOf(now);
        var track = request.Name[..request.Name.LastIndexOf('/')];
        var model = view.Current;
        var facts = model.FactsOf(track, request.KnownAt?.ToDateTimeOffset())
            ?? throw RpcErrors.NotFound("alliance.services/Track", track);
        var readiness = ReadinessMethodV1.Compose(facts, asOf);
        return Task.FromResult(readiness.ToMessage(request.KnownAt?.ToDateTimeOffset() ?? now, model.LogPositions));
    }
}
