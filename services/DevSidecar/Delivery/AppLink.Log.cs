namespace AllianceServices.DevSidecar;

internal sealed partial class AppLink
{
    [LoggerMessage(Level = LogLevel.Information, Message = "App {App} is healthy; deliveries start")]
    private partial void LogHealthy(string app);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "App {App} failed {Failures} health checks in a row; deliveries stop until it is healthy")]
    private partial void LogUnhealthy(string app, int failures);

    [LoggerMessage(Level = LogLevel.Information, Message = "App {App} does not implement ListTopicSubscriptions")]
    private partial void LogNoSubscriptions(string app);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "App {App} did not list its subscriptions in {Tries} tries; it gets no events until its sidecar restarts")]
    private partial void LogListFailed(Exception exception, string app, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "pubsub {Pubsub} is not found: topic {Topic} of app {App} is not subscribed")]
    private partial void LogUnknownComponent(string pubsub, string topic, string app);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Topic {Topic} of app {App} is not subscribed: the embedded sidecar knows no routing rules, only a default route")]
    private partial void LogRulesUnsupported(string topic, string app);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Topic {Topic} of app {App} asks for bulk delivery; the embedded sidecar delivers one by one")]
    private partial void LogBulkUnsupported(string topic, string app);
}
