using System.Diagnostics.Metrics;
using AllianceServices.ServiceDefaults.Events;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>Counts the events of a register that its subscribers in this process have taken in, whatever came of them.</summary>
internal sealed class DeliveredEvents : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public DeliveredEvents(string register)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EventMetrics.MeterName && instrument.Name == "alliance.events.received")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, added, tags, _) =>
        {
            if (tags.Contains(new("alliance.register", register)))
            {
                Interlocked.Add(ref _count, added);
            }
        });
        _listener.Start();
    }

    /// <summary>How many so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
