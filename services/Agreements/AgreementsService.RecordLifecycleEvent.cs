using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.Agreements;

public sealed partial class AgreementsService
{
    /// <inheritdoc/>
    public override async Task<Agreement> RecordLifecycleEvent(RecordLifecycleEventRequest request, ServerCallContext context)
    {
        var recorded = await register.WriteAsync(context, request, request.RequestId, [request.Name], async tx =>
        {
            var agreement = await Tables.Agreements.GetAsync(tx.Db, request.Name, request.Etag, context.CancellationToken);
            var place = AgreementRules.Add(agreement, request.Event);
            if (validator.CheckResource(agreement, "agreement").Any(violation => violation.Field == "agreement.events"))
            {
                throw RpcErrors.InvalidArgument(new FieldViolation("event", $"is one too many: {agreement.Name} has as many as it can have"));
            }
            CheckAndDerive(agreement, field => field.Replace($"agreement.events[{place}]", "event", StringComparison.Ordinal));
            return await Tables.Agreements.SaveAsync(tx, agreement, Change.Types.Kind.EventRecorded, context.CancellationToken);
        });
        return AgreementRules.WithState(recorded, Today);
    }
}
