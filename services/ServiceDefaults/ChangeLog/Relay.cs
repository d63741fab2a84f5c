using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// Publishes the change log to the register's topic, in order, each change at least once. Its cursor is in the register's
/// database: after a crash it repeats what it may not have finished, and subscribers recognize the repetition.
/// </summary>
public sealed partial class Relay<TContext>(
    Register<TContext> register, ChangeSignal signal, DaprClient dapr, EventOptions options, EventMetrics metrics,
    TimeProvider clock, ILogger<Relay<TContext>> logger) : BackgroundService
    where TContext : RegisterContext
{
    private const int BatchSize = 100;
    private readonly Backoff _backoff = new(clock);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                while (await PublishBatchAsync(stoppingToken))
                {
                }
                await next.WaitAsync(options.PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                metrics.PublishFailed(register.Name);
                if (!_backoff.IsFailing)
                {
                    LogPublishFailed(logger, exception, register.Name);
                }
                await _backoff.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // True if a full batch was published, so that there may be more.
    private async Task<bool> PublishBatchAsync(CancellationToken cancellationToken)
    {
        await using var db = await register.OpenAsync(cancellationToken);
        var cursor = await db.Cursors.FindAsync([CursorRow.RelayName], cancellationToken)
            ?? db.Cursors.Add(new CursorRow { Name = CursorRow.RelayName, Sequence = 0 }).Entity;
        var changes = await register.ReadChangesAsync(cursor.Sequence, BatchSize, cancellationToken);
        try
        {
            foreach (var change in changes)
            {
                await PublishAsync(change, cancellationToken);
                cursor.Sequence = change.Sequence;
            }
        }
        finally
        {
            // What went out is noted even if the next one failed, so that it is not repeated needlessly.
            if (changes.Count > 0)
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
        }
        if (_backoff.IsFailing)
        {
            _backoff.Reset();
            LogPublishRecovered(logger, register.Name, cursor.Sequence);
        }
        return changes.Count == BatchSize;
    }

    private Task PublishAsync(Change change, CancellationToken cancellationToken) =>
        dapr.PublishByteEventAsync(
            options.PubSubName, ServiceInfo.Topic(register.Name), EventJson.Write(change), EventJson.ContentType,
            new Dictionary<string, string>
            {
                ["cloudevent.id"] = $"{change.Register}/{change.Sequence}",
                ["cloudevent.type"] = Change.Descriptor.FullName,
                ["cloudevent.subject"] = change.Name,
                ["partitionKey"] = change.Name,
            },
            cancellationToken);

    [LoggerMessage(EventName = "alliance.relay.publish.failed", Level = LogLevel.Warning,
        Message = "Publishing the changes of {Register} fails; it is retried until it succeeds")]
    private static partial void LogPublishFailed(ILogger logger, Exception exception, string register);

    [LoggerMessage(EventName = "alliance.relay.publish.recovered", Level = LogLevel.Information,
        Message = "Publishing the changes of {Register} works again, up to {Sequence}")]
    private static partial void LogPublishRecovered(ILogger logger, string register, long sequence);
}
