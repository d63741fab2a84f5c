using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>Wakes those who follow the log when another replica has committed to it.</summary>
internal sealed partial class PostgreSqlListener(
    PostgreSqlStore store, ChangeSignal signal, ServiceInfo service, TimeProvider clock, ILogger<PostgreSqlListener> logger) : BackgroundService
{
    private readonly Backoff _backoff = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await store.Prepared.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException exception)
            {
                if (!_backoff.IsFailing)
                {
                    LogFailed(logger, exception, service.Name);
                }
                await _backoff.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenOwnAsync(cancellationToken);
        connection.Notification += (_, _) => signal.Raise();
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgreSqlStore.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }
        if (_backoff.IsFailing)
        {
            _backoff.Reset();
            LogRecovered(logger, service.Name);
        }
        // What was committed while nobody listened.
        signal.Raise();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    [LoggerMessage(EventName = "alliance.store.listen.failed", Level = LogLevel.Warning,
        Message = "The news of other replicas of {Register} cannot be heard; it is tried again until it can")]
    private static partial void LogFailed(ILogger logger, Exception exception, string register);

    [LoggerMessage(EventName = "alliance.store.listen.recovered", Level = LogLevel.Information,
        Message = "The news of other replicas of {Register} can be heard again")]
    private static partial void LogRecovered(ILogger logger, string register);
}
