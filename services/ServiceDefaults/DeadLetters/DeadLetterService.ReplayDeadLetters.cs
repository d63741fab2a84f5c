using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.DeadLetters;

public sealed partial class DeadLetterService
{
    private static readonly TimeSpan LongestPublish = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task<ReplayDeadLettersResponse> ReplayDeadLetters(ReplayDeadLettersRequest request, ServerCallContext context)
    {
        var actor = Actors.Of(context);
        await box.DemandAsync(request.Names, context.CancellationToken);
        var response = new ReplayDeadLettersResponse();
        foreach (var name in request.Names.Distinct())
        {
            var letter = await box.GetAsync(name, context.CancellationToken);
            if (!await TryPublishAsync(letter, context.CancellationToken))
            {
                response.Refused.Add(name);
                continue;
            }
            // A crash before this leaves it waiting, and it may be published once more: subscribers recognize that.
            await box.NoteReplayAsync(letter, actor);
        }
        foreach (var name in request.Names)
        {
            var letter = ToMessage(await box.GetAsync(name, context.CancellationToken));
            letter.Data = ByteString.Empty;
            response.DeadLetters.Add(letter);
        }
        return response;
    }

    // False for what no sidecar would publish.
    private async Task<bool> TryPublishAsync(DeadLetterRow letter, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(LongestPublish);
        try
        {
            await dapr.PublishByteEventAsync(
                options.PubSubName, ServiceInfo.Topic(service.Name), letter.Data, letter.ContentType,
                EventMetadata.Of(letter.EventId, letter.EventType, letter.EventSubject), deadline.Token);
            return true;
        }
        catch (DaprException exception) when (exception.InnerException is RpcException { StatusCode: StatusCode.InvalidArgument })
        {
            return false;
        }
        catch (Exception exception) when (
            exception is DaprException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw RpcErrors.UpstreamUnavailable("daprd");
        }
    }
}
