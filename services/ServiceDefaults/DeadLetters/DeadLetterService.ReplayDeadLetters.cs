using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.DeadLetters;

public sealed partial class DeadLetterService
{
    private static readonly TimeSpan LongestPublish = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task<ReplayDeadLettersResponse> ReplayDeadLetters(ReplayDeadLettersRequest request, ServerCallContext context)
    {
        var actor = Actors.Of(context);
        foreach (var letter in (await box.GetAsync(request.Names, context.CancellationToken)).DistinctBy(letter => letter.Name))
        {
            await PublishAsync(letter, context.CancellationToken);
            // A crash before this leaves it waiting, and it may be published once more: subscribers recognize that.
            await box.NoteReplayAsync(letter, actor);
        }
        return new() { DeadLetters = { (await box.GetAsync(request.Names, context.CancellationToken)).Select(ToMessage) } };
    }

    private async Task PublishAsync(DeadLetterRow letter, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(LongestPublish);
        try
        {
            await dapr.PublishByteEventAsync(
                options.PubSubName, ServiceInfo.Topic(service.Name), letter.Data, letter.ContentType,
                new Dictionary<string, string>(MetadataOf(letter).Where(entry => entry.Value.Length > 0)), deadline.Token);
        }
        catch (Exception exception) when (
            exception is DaprException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw RpcErrors.UpstreamUnavailable("daprd");
        }
    }

    private static Dictionary<string, string> MetadataOf(DeadLetterRow letter) => new()
    {
        ["cloudevent.id"] = letter.EventId,
        ["cloudevent.type"] = letter.EventType,
        ["cloudevent.subject"] = letter.EventSubject,
        ["partitionKey"] = letter.EventSubject,
    };
}
