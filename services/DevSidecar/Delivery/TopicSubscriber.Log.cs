using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.DevSidecar;

internal sealed partial class TopicSubscriber
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Offset} of {Topic} cannot be read")]
    private partial void LogUnreadable(Exception exception, long offset, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Id} of {Topic} has expired and is dropped")]
    private partial void LogExpired(string id, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The app answered DROP to event {Id} of {Topic}")]
    private partial void LogDropped(string id, string topic);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The app does not implement OnTopicEvent; event {Id} of {Topic} is acknowledged and lost")]
    private partial void LogUnimplemented(string id, string topic);

    [LoggerMessage(Message = "The app did not take event {Id} of {Topic} (answer: {Answer})")]
    private partial void LogRefused(LogLevel level, Exception? exception, string id, string topic, Status? answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Id} of {Topic} was not taken in {Tries} tries")]
    private partial void LogGivenUp(string id, string topic, int tries);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Message {Offset} of {Topic} could not be put into dead letter topic {DeadLetterTopic}")]
    private partial void LogDeadLetterFailed(Exception exception, long offset, string topic, string deadLetterTopic);
}
