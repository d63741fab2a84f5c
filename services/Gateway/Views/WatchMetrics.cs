using System.Diagnostics.Metrics;
using AllianceServices.ServiceDefaults.Events;

namespace AllianceServices.Gateway.Views;

/// <summary>Counts those who watch.</summary>
internal sealed class WatchMetrics
{
    private readonly UpDownCounter<long> _watchers;

    /// <summary>Creates the instrument.</summary>
    public WatchMetrics(IMeterFactory meters) => _watchers = meters.Create(EventMetrics.MeterName).CreateUpDownCounter<long>(
        "alliance.gateway.watchers", "{watcher}", "Streams that watch a view at this replica.");

    /// <summary>A stream begins; it ends when this is disposed of.</summary>
    public IDisposable Begin()
    {
        _watchers.Add(1);
        return new End(this);
    }

    private sealed class End(WatchMetrics metrics) : IDisposable
    {
        public void Dispose() => metrics._watchers.Add(-1);
    }
}
