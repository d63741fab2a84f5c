using System.Diagnostics;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Storage;
using Dapr;
using Dapr.Client;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>
/// Publishes the change log to the register's topic, in order, each change at least once. Its cursor is in the register's
/// database, noted there now and then: after a crash it repeats what it had not noted, and subscribers recognize the
/// repetition. Of several replicas one relays; another takes over within seconds when that one ends.
/// </summary>
public sealed partial class Relay<TContext>(
    Register<TContext> register, RegisterStore store, ChangeSignal signal, DaprClient dapr, EventOptions options, EventMetrics metrics,
    TimeProvider clock, ILogger<Relay<TContext>> logger) : BackgroundService
    where TContext : RegisterContext
{
    private const int BatchSize = 100;

    // A transaction for each event would compete with the writes, and with the event's way to those who wait for it.
    private static readonly TimeSpan NoteInterval = TimeSpan.FromMilliseconds(250);

    // What is being published when the service stops has so long to come through: broken off, it would be published again.
    private static readonly TimeSpan LastPublish = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(clock);

    // Null while another replica relays.
    private RegisterStore.Lead? _lead;

    // How far the log has been published; null where the database has to be asked.
    private long? _published;

    // When the first was published of what is not noted in the database; null where all is.
    private long? _unnotedSince;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await store.Prepared.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                while (await LeadsAsync(stoppingToken) && await PublishBatchAsync(stoppingToken))
                {
                }
                if (_lead is not null)
                {
                    await next.WaitAsync(_unnotedSince is null ? options.PollInterval : NoteInterval, clock, stoppingToken)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
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
        if (_lead is not null)
        {
            await EndAsync(_lead);
        }
    }

    private async Task<bool> LeadsAsync(CancellationToken cancellationToken)
    {
        if (_lead is null)
        {
            // Whoever led until now may have come further.
            (_published, _unnotedSince) = (null, null);
            _lead = await store.TryLeadAsync(cancellationToken);
            return _lead is not null;
        }
        try
        {
            await _lead.VerifyAsync(cancellationToken);
            return true;
        }
        catch
        {
            await _lead.DisposeAsync();
            _lead = null;
            throw;
        }
    }

    private async Task EndAsync(RegisterStore.Lead lead)
    {
        await using (lead)
        {
            if (_unnotedSince is not null)
            {
                await NoteAsync();
            }
        }
    }

    // True if a full batch was published, so that there may be more.
    private async Task<bool> PublishBatchAsync(CancellationToken cancellationToken)
    {
        if (_unnotedSince is { } since && clock.GetElapsedTime(since) >= NoteInterval)
        {
            await NoteAsync();
        }
        _published ??= await register.ReadRelayCursorAsync(cancellationToken);
        var changes = await register.ReadNewChangesAsync(_published.Value, BatchSize, cancellationToken);
        foreach (var change in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await PublishAsync(change, cancellationToken);
            _published = change.Sequence;
            _unnotedSince ??= clock.GetTimestamp();
        }
        if (_backoff.IsFailing)
        {
            _backoff.Reset();
            LogPublishRecovered(logger, register.Name, _published.Value);
        }
        return changes.Count == BatchSize;
    }

    private async Task NoteAsync()
    {
        await register.MoveRelayCursorAsync(_published!.Value);
        _unnotedSince = null;
    }

    private async Task PublishAsync(Change change, CancellationToken stoppingToken)
    {
        // The sidecar and those to whom it delivers go on with the trace of the call, which has ended by now.
        using var activity = register.TraceOf(change.Sequence) is { } trace ? new Activity("alliance.relay.publish").SetParentId(trace).Start() : null;
        using var publishing = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => publishing.CancelAfter(LastPublish));
        try
        {
            await PublishEventAsync(change, publishing.Token);
        }
        catch (DaprException exception) when (exception.InnerException is RpcException { StatusCode: StatusCode.ResourceExhausted })
        {
            // No retry makes it fit. Nothing is lost: subscribers find the gap and read the change from the log.
            metrics.PublishFailed(register.Name);
            LogTooLarge(logger, register.Name, change.Sequence);
        }
    }

    private Task PublishEventAsync(Change change, CancellationToken cancellationToken) =>
        dapr.PublishByteEventAsync(
            options.PubSubName, ServiceInfo.Topic(register.Name), EventJson.Write(change, options.LargestEvent), EventJson.ContentType,
            EventMetadata.Of($"{change.Register}/{change.Sequence}", Change.Descriptor.FullName, change.Name),
            cancellationToken);

    [LoggerMessage(EventName = "alliance.relay.publish.failed", Level = LogLevel.Warning,
        Message = "Publishing the changes of {Register} fails; it is retried until it succeeds")]
    private static partial void LogPublishFailed(ILogger logger, Exception exception, string register);

    [LoggerMessage(EventName = "alliance.relay.publish.too_large", Level = LogLevel.Error,
        Message = "The change {Register}/{Sequence} is too large for an event and is left to the log")]
    private static partial void LogTooLarge(ILogger logger, string register, long sequence);

    [LoggerMessage(EventName = "alliance.relay.publish.recovered", Level = LogLevel.Information,
        Message = "Publishing the changes of {Register} works again, up to {Sequence}")]
    private static partial void LogPublishRecovered(ILogger logger, string register, long sequence);
}
