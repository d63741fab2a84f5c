using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>
/// The end of a service, in order: it is not ready from the signal on and serves as before for <see cref="ShutdownOptions.Delay"/>,
/// then streams that would go on for ever end, calls are finished, and the relay stops.
/// </summary>
public sealed partial class Drain(ShutdownOptions options, ServiceInfo service, TimeProvider clock, ILogger<Drain> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _streamsEnd = new();

    /// <summary>Cancelled when streams have to end that would not end by themselves. Their callers go on at another replica.</summary>
    public CancellationToken StreamsEnd => _streamsEnd.Token;

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        LogDraining(logger, service.Name, options.Delay);
        await Task.Delay(options.Delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _streamsEnd.CancelAsync();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _streamsEnd.Dispose();

    [LoggerMessage(EventName = "alliance.service.draining", Level = LogLevel.Information,
        Message = "{Service} stops: it is not ready any more and serves on for {Delay}, then finishes what runs")]
    private static partial void LogDraining(ILogger logger, string service, TimeSpan delay);
}
