using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>
/// Makes the register's database ready. A database that does not answer yet is waited for, while the service listens and says
/// that it is not ready; one that cannot be used at all keeps the service from starting.
/// </summary>
internal sealed partial class StoreStartup<TContext>(
    RegisterStore store, IDbContextFactory<TContext> databases, ServiceInfo service, TimeProvider clock, ILogger<StoreStartup<TContext>> logger)
    : BackgroundService
    where TContext : RegisterContext
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception exception) when (store.IsOutage(exception))
        {
            LogWaiting(logger, service.Name, exception.GetBaseException().Message);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        while (!store.Prepared.IsCompleted && !stoppingToken.IsCancellationRequested)
        {
            await backoff.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await PrepareAsync(stoppingToken);
                LogReady(logger, service.Name);
            }
            catch (Exception exception) when (store.IsOutage(exception) || stoppingToken.IsCancellationRequested)
            {
                // Said once, when the waiting began.
            }
            catch (StartupException exception)
            {
                // It is there by now, and is not what it should be. Its operator can mend that while we wait.
                LogUnusable(logger, exception.Message);
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await store.PrepareAsync(db, cancellationToken);
        store.MarkPrepared();
    }

    [LoggerMessage(EventName = "alliance.store.waiting", Level = LogLevel.Warning,
        Message = "The database of {Register} does not answer; the service waits for it and is not ready: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string register, string reason);

    [LoggerMessage(EventName = "alliance.store.unusable", Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogUnusable(ILogger logger, string reason);

    [LoggerMessage(EventName = "alliance.store.ready", Level = LogLevel.Information, Message = "The database of {Register} answers and is ready")]
    private static partial void LogReady(ILogger logger, string register);
}
